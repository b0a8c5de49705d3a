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

type Violation = {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: unknown }[];
};

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: program, args: switches, timeout: waitMs });

/** One person's window. What went wrong in it is in `troubles`. */
export class Window implements Visit {
  readonly troubles: string[] = [];
  #refusing = false;

  private constructor(
    readonly url: string,
    readonly accounts: readonly DemoAccount[],
    private readonly named: string,
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
    const accounts = (await (await fetch(`${url}/sign-in/accounts`)).json()) as readonly DemoAccount[];
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
    return new Window(url, accounts, journey.name, context, await context.newPage());
  }

  close(): Promise<void> {
    return this.context.close();
  }

  accountOf(role: string, nth = 0): DemoAccount {
    const account = this.accounts.filter(({ roles }) => roles.includes(role))[nth];
    if (!account) throw new Error(`The demo has no account ${nth} of ${role}.`);
    return account;
  }

  async become(role: string, nth = 0): Promise<void> {
    if (this.page.url().startsWith(this.url)) {
      // A page of the console asks again and again who one is; what is taken from under it would be missing in its next question.
      const blank = `${this.url}/blank`;
      await this.page.route(blank, (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }));
      await this.page.goto(blank);
      await this.page.evaluate(() => sessionStorage.clear());
    }
    await this.context.clearCookies();
    await this.page.goto(`${this.url}/console/?account=${this.accountOf(role, nth).account}`);
    await this.page.getByRole('main').waitFor();
    await this.settled();
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
    if ((this.page.viewportSize()?.width ?? 0) < office.width) await this.page.locator('header button').first().click();
    const items = this.page.locator('nav [data-path]');
    await items.first().waitFor();
    return items.evaluateAll((all) => [...new Set(all.map((item) => `/console${item.getAttribute('data-path')}`))]);
  }

  async shot(name: string): Promise<void> {
    await this.settled();
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${this.named}-${name}.png`), fullPage: true });
    await this.lookThrough(name);
  }

  private async lookThrough(name: string): Promise<void> {
    await this.page.evaluate(axe);
    const violations = (await this.page.evaluate(
      // Ant gives the list of a select no name; the field that opens it has one.
      'axe.run({ exclude: [[".ant-select-dropdown [role=listbox]"]] }, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
    )) as readonly Violation[];
    for (const { id, impact, help, nodes } of violations.filter(({ impact: how }) => how === 'serious' || how === 'critical'))
      this.troubles.push(`${name}: axe ${impact} ${id}: ${help} at ${JSON.stringify(nodes.slice(0, 3).map(({ target }) => target))}`);
  }

  private staysHere(request: Request): void {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(this.url).origin) this.troubles.push(`a request left for ${origin}`);
  }
}
