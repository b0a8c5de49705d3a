// Keeps the state of the services fresh, puts this installation's address into the examples, and lets people copy them. Everything else works without it.
const everyMs = 5_000;
const answerWithinMs = 4_000;
const zh = document.documentElement.lang.startsWith('zh');
const words = zh
  ? {
      up: '运行正常',
      down: '暂不可用',
      downHelp: '有服务暂不可用。已确认的办理不会丢失，服务恢复后继续；若持续一分钟以上，请系统管理员查看启动训补的窗口中的提示。',
      none: '还没有服务在运行。请在训补目录中执行 npm start。',
      failed: '无法取得状态：训补没有应答。请确认 npm start 仍在运行，页面会自动重试。',
      names: {
        enrolment: '报名与开班',
        attendance: '考勤',
        certification: '评价与证书',
        'subsidy-payment': '补贴与支付',
        'fund-ledger': '资金账',
        supervision: '监督检查',
        sandbox: '演练环境',
      },
    }
  : {
      up: 'Running',
      down: 'Not available',
      downHelp:
        'A service is not available. Nothing that was confirmed is lost, and work goes on when it is back; if this lasts longer than a minute, look at what the window that runs Xunbu says.',
      none: 'No service is running yet. Run npm start in the folder of Xunbu.',
      failed: 'The state is not known: Xunbu does not answer. Check that npm start is still running; this page tries again by itself.',
      names: {
        enrolment: 'Enrolment',
        attendance: 'Attendance',
        certification: 'Certification',
        'subsidy-payment': 'Subsidies and payment',
        'fund-ledger': 'Fund ledger',
        supervision: 'Supervision',
        sandbox: 'Sandbox',
      },
    };

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

function card(name, up) {
  const made = element('div', `service ${up ? 'up' : 'down'}`);
  made.append(element('b', '', words.names[name] ?? name), element('span', '', up ? words.up : words.down));
  return made;
}

let shown = '';
// Only a change is written, so that a screen reader is not told the same thing every few seconds.
function show(key, parts) {
  if (key === shown) return;
  shown = key;
  document.getElementById('services').replaceChildren(...parts);
}

async function ask() {
  const answer = await fetch('/ready', { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(answerWithinMs) });
  // 503 is an answer too: it names the services that are down.
  const { services } = await answer.json();
  const entries = Object.entries(services);
  if (entries.length === 0) return show('none', [element('p', '', words.none)]);
  const help = entries.every(([, up]) => up) ? [] : [element('p', 'bad', words.downHelp)];
  show(JSON.stringify(entries), [...entries.map(([name, up]) => card(name, up)), ...help]);
}

async function keepAsking() {
  try {
    if (document.visibilityState === 'visible') await ask();
  } catch {
    show('failed', [element('p', 'bad', words.failed)]);
  }
  setTimeout(keepAsking, everyMs);
}

function addCopyButtons() {
  const { copy, copied } = document.body.dataset;
  for (const code of document.querySelectorAll('.code code')) {
    code.textContent = code.textContent.replaceAll('http://127.0.0.1:8080', location.origin);
    // Browsers give the clipboard to secure pages alone.
    if (!navigator.clipboard) continue;
    const button = element('button', '', copy);
    button.type = 'button';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = copied;
    });
    code.closest('.code').append(button);
  }
}

addCopyButtons();
void keepAsking();
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void ask().catch(() => undefined));
