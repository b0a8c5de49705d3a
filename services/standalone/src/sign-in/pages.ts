// The pages of signing in, in Chinese and English. They are forms and nothing else: no script runs on them.
import { languageOf, type Language } from '@libs/platform';

type Words = { readonly zh: string; readonly en: string };

export const stylesheet = `:root{color-scheme:light dark;--ground:#f7f8f6;--card:#fff;--ink:#17211f;--quiet:#51605c;--line:#d5dcd9;--strong:#0b5c56;--on-strong:#fff;--bad:#a32018}
@media (prefers-color-scheme:dark){:root{--ground:#111715;--card:#1a2220;--ink:#e8eeec;--quiet:#a5b3af;--line:#33403c;--strong:#5fc4b8;--on-strong:#06211e;--bad:#ff9d92}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.65 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}
main{width:calc(100% - 2rem);max-width:26rem;margin:1rem auto 4rem;padding:2rem 1.75rem;background:var(--card);border:1px solid var(--line);border-radius:10px}
header{display:flex;justify-content:space-between;align-items:center;width:calc(100% - 2rem);max-width:26rem;margin:3rem auto 0}
.brand{display:flex;gap:.6rem;align-items:center;color:var(--ink);font-size:1.25rem;font-weight:700;text-decoration:none}
a{color:var(--strong)}
h1{font-size:1.375rem;margin:0 0 1rem}
p{color:var(--quiet);margin:0 0 1rem}
label{display:block;margin-bottom:1rem}
input{display:block;width:100%;font:inherit;padding:.5rem .75rem;margin-top:.25rem;color:var(--ink);background:var(--ground);border:1px solid var(--line);border-radius:6px}
button{font:inherit;font-weight:600;padding:.5rem 1.5rem;color:var(--on-strong);background:var(--strong);border:1px solid var(--strong);border-radius:6px;cursor:pointer}
button+button{margin-left:.75rem}
button.other{color:var(--strong);background:transparent}
code{font:.95rem ui-monospace,'SFMono-Regular',Consolas,monospace}
:focus-visible{outline:3px solid var(--strong);outline-offset:2px}
.bad{color:var(--bad)}
.hint{font-size:.875rem;color:var(--quiet)}
form+.hint{margin:1.25rem 0 0}
`;

/** What the pages may load: their own stylesheet, and send: to where they came from. */
export const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

type Page = {
  /** The languages that the reader would have, the best first. */
  readonly languages: string | undefined;
  readonly title: Words;
  /** Where the same page is found; what has no address of its own is not offered in the other language. */
  readonly address?: string;
};

function page({ languages, title, address }: Page, body: (say: (words: Words) => string) => string): string {
  const language = languageOf(languages);
  const [other, inOther] = language === 'zh' ? (['en', 'English'] as const) : (['zh', '中文'] as const);
  const say = (words: Words): string => safe(words[language]);
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say(title)} · ${say({ zh: '训补', en: 'Xunbu' })}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/oidc/sign-in.css">
</head>
<body>
<header><a class="brand" href="/${language === 'en' ? 'en' : ''}"><img src="/icon.svg" alt="" width="32" height="32">${say({ zh: '训补', en: 'Xunbu' })}</a>
${address === undefined ? '' : `<a href="${safe(address)}?lang=${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${inOther}</a>`}</header>
<main>
<h1>${say(title)}</h1>
${body(say)}
</main>
</body>
</html>
`;
}

export type SignInForm = {
  readonly action: string;
  /** What was entered, or asked for. */
  readonly account: string;
  /** Somebody who has signed in shows anew who they are, before something that cannot be taken back. */
  readonly stepUp: boolean;
  readonly fault?: 'WRONG' | 'LOCKED';
  /** The language that was chosen on the page itself. */
  readonly chosen?: Language;
  /** Of a demo, what to enter. */
  readonly shown?: { readonly password: string; readonly code?: string };
};

const faults: Readonly<Record<'WRONG' | 'LOCKED', Words>> = {
  WRONG: { zh: '账号、密码或验证码不正确。', en: 'The account, the password or the code is not right.' },
  LOCKED: {
    zh: '多次输入错误，此账号已锁定一分钟，请稍后再试。',
    en: 'Too many wrong tries: this account is locked for a minute; please try again later.',
  },
};

export function signInPage(languages: string | undefined, { action, account, stepUp, fault, shown, chosen }: SignInForm): string {
  const title = stepUp ? { zh: '再次验证身份', en: 'Show again who you are' } : { zh: '登录', en: 'Sign in' };
  return page(
    { languages, title, address: action },
    (
      say,
    ) => `${stepUp ? `<p>${say({ zh: '办理此事项前，请再次输入密码和验证码。', en: 'Before this step, please enter your password and a code again.' })}</p>` : ''}
${fault ? `<p class="bad" role="alert">${say(faults[fault])}</p>` : ''}
<form method="post" action="${safe(chosen === undefined ? action : `${action}?lang=${chosen}`)}" autocomplete="off">
<label>${say({ zh: '账号', en: 'Account' })}
<input name="account" value="${safe(account)}" required maxlength="100" autocomplete="username"${account === '' ? ' autofocus' : ''}></label>
<label>${say({ zh: '密码', en: 'Password' })}
<input name="password" type="password" required maxlength="200" autocomplete="current-password"${account === '' ? '' : ' autofocus'}>
${shown ? `<span class="hint">${say({ zh: '示范密码：', en: 'In this demo: ' })}<code>${safe(shown.password)}</code></span>` : ''}</label>
<label>${say({ zh: '动态验证码（如已启用）', en: 'One-time code, if the account has one' })}
<input name="code" inputmode="numeric" pattern="[0-9]{6}" maxlength="6" autocomplete="one-time-code"${stepUp ? ' required' : ''}>
${shown?.code === undefined ? '' : `<span class="hint">${say({ zh: '示范验证码：', en: 'In this demo: ' })}<code>${safe(shown.code)}</code></span>`}</label>
<button type="submit">${say(title)}</button>
</form>
${stepUp || shown ? '' : `<p class="hint">${say({ zh: '示范安装：', en: 'This is a demo: ' })}<a href="/#accounts">${say({ zh: '在首页点一下即可登录', en: 'one click on the first page signs in' })}</a></p>`}`,
  );
}

/** The issuer's own form has the id, and is hidden; the buttons belong to it. */
export const leavePage = (languages: string | undefined, form: string): string =>
  page(
    { languages, title: { zh: '退出登录', en: 'Sign out' } },
    (say) => `<p>${say({ zh: '确定要退出吗？', en: 'Do you want to sign out?' })}</p>
${form}
<button type="submit" form="op.logoutForm" value="yes" name="logout" autofocus>${say({ zh: '退出', en: 'Sign out' })}</button>
<button type="submit" form="op.logoutForm" class="other">${say({ zh: '继续使用', en: 'Stay' })}</button>`,
  );

export const leftPage = (languages: string | undefined): string =>
  page(
    { languages, title: { zh: '已退出登录', en: 'Signed out' } },
    (say) => `<p><a href="/">${say({ zh: '回到首页', en: 'To the first page' })}</a></p>`,
  );

export const troublePage = (languages: string | undefined, detail: string): string =>
  page(
    { languages, title: { zh: '登录没有完成', en: 'The sign-in did not succeed' } },
    (say) => `<p>${say({ zh: '请回到首页重新登录。', en: 'Please go back to the first page and sign in again.' })}</p>
<p class="hint"><code>${safe(detail)}</code></p>
<p><a href="/">${say({ zh: '回到首页', en: 'To the first page' })}</a></p>`,
  );
