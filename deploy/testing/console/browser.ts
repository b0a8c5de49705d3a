// The console in a real browser, as somebody at a desk has it: nothing may fail in it, nothing may leave the machine, nobody may be kept out.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, type Request, chromium } from 'playwright-core';
import { repository } from '../copied-tree';
import type { DemoAccount, Journey, Visit } from './journey';

const program = '/usr/bin/chromium';
const switches = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const pictures = join(repository, '.screens');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const waitMs = 30_000;
const restMs = 50;
const office = { width: 1_280, height: 900 };
const phone = { width: 360, height: 780 };
/** Said in the words of the page. */
const atRest = `document.querySelectorAll('[aria-busy="true"], .progress.on, .ant-spin-spinning, .ant-btn-loading').length === 0`;
const phoneRoles = new Set(['trainee', 'inspector']);
/**
 * What a page is made of, without its texts and with one of each row of a list: pages that are equal in this are equal to who looks through them,
 * and looking takes a second. Said in the words of the page.
 */
const outline = `(() => {
  const references = new Set(['aria-controls', 'aria-labelledby', 'aria-describedby', 'aria-owns', 'aria-activedescendant']);
  const kept = /^(aria-.*|class|role|lang|type|style|tabindex|disabled|title|alt|href|for|name|placeholder|scope|hidden|inert)$/;
  const exactly = /^(aria-(?!label$|valuetext$|rowindex$|posinset$|setsize$|valuenow$).*|class|role|lang|type|style|tabindex|scope)$/;
  const attribute = ({ name, value }) => {
    if (!kept.test(name)) return '';
    return references.has(name) || !exactly.test(name) ? name + (value.trim() === '' ? '0' : '1') : name + '=' + value;
  };
  const of = (element) => {
    const says = [...element.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent.trim() !== '');
    const parts = [...element.children].map(of);
    const inside = parts.filter((part, place) => part !== parts[place - 1]).join('');
    return '<' + element.tagName + [...element.attributes].map(attribute).join(' ') + (says ? '!' : '') + inside + '>';
  };
  return innerWidth + of(document.documentElement);
})()`;
const lookedThrough = new Set<string>();

type Violation = {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: unknown }[];
};

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: program, args: switches, timeout: waitMs });

/** Who plays which part in the demo. */
export const accountsAt = async (url: string): Promise<readonly DemoAccount[]> =>
  (await (await fetch(`${url}/sign-in/accounts`)).json()) as readonly DemoAccount[];

export function accountIn(accounts: readonly DemoAccount[], role: string, nth = 0): DemoAccount {
  const account = accounts.filter(({ roles }) => roles.includes(role))[nth];
  if (!account) throw new Error(`The demo has no account ${nth} of ${role}.`);
  return account;
}

/** One person's window. What went wrong in it is in `troubles`. */
export class Window implements Visit {
  readonly troubles: string[] = [];
  #refusing = false;
  #account: string | undefined;

  private constructor(
    readonly url: string,
    readonly accounts: readonly DemoAccount[],
    private named: string,
    private readonly small: boolean,
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    const trouble = (text: string) => this.troubles.push(`${page.url()}: ${text}`);
    page.on('console', (message) => {
      const isRefusal = this.#refusing && message.text().includes('the server responded with a status of 409');
      if (message.type() === 'error' && !isRefusal) trouble(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => trouble(`error: ${error.message}`));
    context.on('request', (request: Request) => this.staysHere(request));
    page.setDefaultTimeout(waitMs);
    // Journeys take them apart.
    for (const name of ['open', 'shot', 'become', 'stepUp', 'refused'] as const) this[name] = this[name].bind(this) as never;
  }

  static async open(browser: Browser, url: string, journey: Pick<Journey, 'name' | 'role' | 'language'>): Promise<Window> {
    const accounts = await accountsAt(url);
    const small = journey.role !== undefined && phoneRoles.has(journey.role);
    const context = await browser.newContext({
      viewport: small ? phone : office,
      locale: journey.language === 'zh' ? 'zh-CN' : 'en-GB',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
      reducedMotion: 'reduce',
    });
    // Chosen once, as the reader's click does it.
    await context.addInitScript((language) => {
      if (!localStorage.getItem('xunbu.language')) localStorage.setItem('xunbu.language', language);
    }, journey.language);
    return new Window(url, accounts, journey.name, small, context, await context.newPage());
  }

  /** Somebody else of this account sits down at it, for another journey. */
  async takenOver(name: string): Promise<void> {
    this.named = name;
    this.troubles.length = 0;
    await this.page.setViewportSize(this.small ? phone : office);
  }

  /** Left as it is, signed in, with a page that asks for nothing. */
  async rest(): Promise<void> {
    const blank = `${this.url}/blank`;
    await this.page.route(blank, (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }));
    await this.page.goto(blank);
    // While anything is routed the browser keeps nothing that it has loaded.
    await this.page.unroute(blank);
  }

  close(): Promise<void> {
    return this.context.close();
  }

  async become(role: string, nth = 0): Promise<void> {
    const { account } = accountIn(this.accounts, role, nth);
    if (account === this.#account) return;
    if (this.page.url().startsWith(this.url)) {
      // A page of the console asks again and again who one is; what is taken from under it would be missing in its next question.
      await this.rest();
      await this.page.evaluate(() => sessionStorage.clear());
    }
    await this.context.clearCookies();
    await this.page.goto(`${this.url}/console/?account=${account}`);
    await this.page.getByRole('main').waitFor();
    await this.settled();
    this.#account = account;
  }

  /** Whose window it is now, and in which language. */
  get account(): string | undefined {
    return this.#account;
  }

  async refused(act: () => Promise<void>): Promise<void> {
    this.#refusing = true;
    await act();
    this.#refusing = false;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`);
    await this.settled();
  }

  async stepUp(press: () => Promise<void>): Promise<void> {
    const [window] = await Promise.all([this.page.waitForEvent('popup'), press()]);
    await window.locator('input[name="code"]').waitFor();
    const [password, code] = await window.locator('.hint code').allInnerTexts();
    await window.locator('input[name="password"]').fill(password ?? '');
    await window.locator('input[name="code"]').fill(code ?? '');
    await Promise.all([window.waitForEvent('close'), window.locator('button[type="submit"]').click()]);
  }

  /** The page has its name, and nothing is on its way. */
  async settled(): Promise<void> {
    await this.page.locator('h1').first().waitFor();
    // Asked again from here: the page's own policy lets nothing be evaluated in it later.
    for (const end = performance.now() + waitMs; !(await this.page.evaluate(atRest)); await this.page.waitForTimeout(restMs))
      if (performance.now() > end) throw new Error(`${this.page.url()} does not come to rest.`);
  }

  /** Where the menu leads to. */
  async menu(): Promise<readonly string[]> {
    const items = await this.#openMenu();
    return items.evaluateAll((all) => [...new Set(all.map((item) => item.getAttribute('data-path') ?? ''))]);
  }

  /** Goes where the menu leads, as people do. */
  async choose(path: string): Promise<void> {
    const items = await this.#openMenu();
    const there = `/console${path}`;
    if (new URL(this.page.url()).pathname === there) return this.settled();
    const before = await this.page.locator('h1').first().elementHandle();
    await items.and(this.page.locator(`[data-path="${path}"]`)).click();
    await this.page.waitForURL(({ pathname }) => pathname === there);
    await before?.waitForElementState('hidden');
    await this.settled();
  }

  async #openMenu() {
    const items = this.page.locator('nav [data-path]');
    if ((this.page.viewportSize()?.width ?? 0) < office.width && !(await items.first().isVisible()))
      await this.page.locator('header button').first().click();
    await items.first().waitFor();
    return items;
  }

  async shot(name: string): Promise<void> {
    await this.settled();
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${this.named}-${name}.png`), fullPage: true });
    await this.lookThrough(name);
  }

  private async lookThrough(name: string): Promise<void> {
    const now = (await this.page.evaluate(outline)) as string;
    if (lookedThrough.has(now)) return;
    await this.page.evaluate(`if (!('axe' in window)) {\n${axe}\n}`);
    const violations = (await this.page.evaluate(
      // Ant gives the list of a select no name; the field that opens it has one.
      'axe.run({ exclude: [[".ant-select-dropdown [role=listbox]"]] }, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
    )) as readonly Violation[];
    const serious = violations.filter(({ impact: how }) => how === 'serious' || how === 'critical');
    for (const { id, impact, help, nodes } of serious)
      this.troubles.push(`${name}: axe ${impact} ${id}: ${help} at ${JSON.stringify(nodes.slice(0, 3).map(({ target }) => target))}`);
    if (serious.length === 0) lookedThrough.add(now);
  }

  private staysHere(request: Request): void {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(this.url).origin) this.troubles.push(`a request left for ${origin}`);
  }
}
