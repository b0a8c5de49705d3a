// Where somebody shows the issuer who they are: a page with a form, or in a demo one click.
import { Rejected, type Language } from '@libs/platform';
import type Provider from 'oidc-provider';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Credentials } from './credentials';
import { type DemoAccount, demoPassword } from './demo-accounts';
import { pagePolicy, signInPage, troublePage, type SignInForm } from './pages';

const longestForm = 4_096;
const [fine, forbidden, gone] = [200, 403, 404];

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;
type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

async function formIn(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > longestForm) throw new Rejected('BODY_TOO_LARGE');
    chunks.push(chunk as Buffer);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

export function sendPage({ response }: Exchange, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': pagePolicy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // With none at all a browser would not say where a form comes from, and it would be refused.
    'referrer-policy': 'same-origin',
  });
  response.end(html);
}

export class SignInDesk {
  readonly #accounts: ReadonlyMap<string, DemoAccount>;

  constructor(
    private readonly provider: Provider,
    private readonly credentials: Credentials,
    accounts: readonly DemoAccount[],
    private readonly origins: readonly string[],
  ) {
    this.#accounts = new Map(accounts.map((each) => [each.account, each]));
  }

  async answer(exchange: Exchange): Promise<void> {
    const { request, response } = exchange;
    let interaction: Interaction;
    try {
      // Found by the cookie that only the browser has in which this sign-in was begun, and by the address that goes with it.
      interaction = await this.provider.interactionDetails(request, response);
    } catch {
      return sendPage(exchange, gone, troublePage(request.headers['accept-language'], 'interaction expired'));
    }
    const languages = languagesOf(request, interaction);
    if (!request.url?.split('?')[0]?.endsWith(`/interaction/${interaction.uid}`))
      return sendPage(exchange, gone, troublePage(languages, 'interaction expired'));
    if (request.method === 'POST') return this.#entered(exchange, interaction);
    const oneClick = this.#oneClick(interaction);
    if (oneClick) return this.#finish(exchange, interaction, oneClick.account, oneClick.secondFactor ? ['pwd', 'otp'] : ['pwd']);
    sendPage(exchange, fine, signInPage(languages, this.#formOf(request, interaction, this.#asked(interaction))));
  }

  async #entered(exchange: Exchange, interaction: Interaction): Promise<void> {
    const { request } = exchange;
    const { origin } = request.headers;
    const languages = languagesOf(request, interaction);
    // Browsers say where a form comes from; one of another site is nobody's wish.
    if (origin !== undefined && !this.origins.includes(origin)) return sendPage(exchange, forbidden, troublePage(languages, 'origin'));
    const form = await formIn(request);
    const entered = {
      account: textOf(form.get('account')).trim(),
      password: textOf(form.get('password')),
      code: textOf(form.get('code')).trim(),
    };
    const verdict = this.credentials.check(entered);
    if (verdict.ok) return this.#finish(exchange, interaction, entered.account, verdict.amr);
    sendPage(exchange, fine, signInPage(languages, { ...this.#formOf(request, interaction, entered.account), fault: verdict.why }));
  }

  #asked({ params, session }: Interaction): string {
    return textOf(params['login_hint']) || textOf(session?.accountId);
  }

  #formOf(request: IncomingMessage, interaction: Interaction, account: string): SignInForm {
    const chosen = chosenIn(request);
    const asked = this.#accounts.get(this.#asked(interaction));
    const code = asked && this.credentials.nextCode(asked.account);
    return {
      action: `/oidc/interaction/${interaction.uid}`,
      account,
      stepUp: isStepUp(interaction),
      ...(chosen !== undefined && { chosen }),
      ...(asked && { shown: { password: demoPassword, ...(code !== undefined && { code }) } }),
    };
  }

  /** From the first page of a demo. A step-up is never shortened: what it is for cannot be taken back. */
  #oneClick(interaction: Interaction): DemoAccount | undefined {
    if (interaction.params['one_click'] !== '1' || isStepUp(interaction)) return undefined;
    return this.#accounts.get(textOf(interaction.params['login_hint']));
  }

  async #finish({ request, response }: Exchange, interaction: Interaction, accountId: string, amr: readonly string[]): Promise<void> {
    await this.#leaveOther(interaction, accountId);
    await this.provider.interactionFinished(request, response, { login: { accountId, amr: [...amr] } }, { mergeWithLastSubmission: false });
  }

  /** Whoever signs in as somebody else ends what the other had open in this browser. */
  async #leaveOther(interaction: Interaction, accountId: string): Promise<void> {
    const { session } = interaction;
    if (!session || session.accountId === accountId) return;
    await (await this.provider.Session.find(session.cookie))?.destroy();
    delete interaction.session;
    await interaction.persist();
  }
}

const isStepUp = ({ params }: Interaction): boolean => textOf(params['prompt']).split(' ').includes('login');

const chosenIn = ({ url = '' }: IncomingMessage): Language | undefined => {
  const chosen = new URLSearchParams(url.split('?')[1]).get('lang');
  return chosen === 'zh' || chosen === 'en' ? chosen : undefined;
};

/** What was chosen on the page goes before what was chosen in the console, and that before what the browser asks for. */
const languagesOf = (request: IncomingMessage, { params }: Interaction): string | undefined =>
  chosenIn(request) ?? (textOf(params['ui_locales']) || request.headers['accept-language']);
