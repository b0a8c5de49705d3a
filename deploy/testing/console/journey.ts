// What somebody does in the console from sign-in to result, told so that a real browser can do it.
import type { Page } from 'playwright-core';

export type Visit = {
  readonly page: Page;
  /** Where the installation answers. */
  readonly url: string;
  /** Goes to an address of the installation, `/console/registrar/classes`, and waits until the page has its name and nothing is on its way. */
  open(path: string): Promise<void>;
  /** Keeps a picture of the page as it is now, and has it looked through for what keeps people out. */
  shot(name: string): Promise<void>;
  /** Presses what asks for a fresh proof of who one is, and gives it in the window that opens. */
  stepUp(press: () => Promise<void>): Promise<void>;
  /** Does what the services are to refuse, which is no trouble. */
  refused(act: () => Promise<void>): Promise<void>;
  /** Signs somebody else in. */
  become(role: string, nth?: number): Promise<void>;
  /** Who plays which part in the demo: the accounts of the first page. */
  readonly accounts: readonly DemoAccount[];
};

export type DemoAccount = {
  readonly account: string;
  readonly roles: readonly string[];
  readonly region?: string;
  readonly organisation?: string;
};

export type Journey = {
  readonly name: string;
  /** The first account of the demo with this role, or the one at `nth`; the public has none. */
  readonly role: string | undefined;
  readonly nth?: number;
  readonly language: 'zh' | 'en';
  walk(visit: Visit): Promise<void>;
};
