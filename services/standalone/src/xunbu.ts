// The operator's tool: `npm run xunbu -- <command>`. It works on the installation of a data folder, with the rights of whoever may read that folder.
import { roles } from '@libs/platform';
import { drop, jobs, parked, release, releaseJob } from './operator/aside';
import { grant } from './operator/grant';
import { type Command, type Installation, Misuse, type Said } from './operator/installation';
import { rebuild } from './operator/rebuild';
import { token } from './operator/token';
import { republish, work } from './operator/work';

export type { Installation } from './operator/installation';

const usage = `npm run xunbu -- <command> [--data FOLDER]     (npm run cluster: --data .data/cluster)

  token --role ROLE[,ROLE…] [--region PREFIX] [--organisation ID] [--sub NAME] [--seconds N]
      用本机密钥签发接口凭证 / a token for the API, signed with this installation's own key
      ${roles.join(', ')}
  grant ACCOUNT --person ID [--role ROLE[,ROLE…]] [--region PREFIX] [--organisation ID]
      给账号授权（首位管理员用；不写岗位即收回）/ what an account may do, for the first administrator; without a role it withdraws
  work [SERVICE…]                         (lag)
      各订阅的进度、消息和到期事项 / how far each reader is, messages and jobs; exit code 1 where something lies aside
  parked [SERVICE…]
      搁置和隔离的消息及原因 / messages that could not be handled, with their reasons, oldest first
  release SERVICE LANE
      排除原因后，按顺序重新处理该通道 / handles a lane's messages in order, once the cause is mended
  drop SERVICE MESSAGE --reason TEXT
      放弃一条消息，原因留存 / gives one message up; the reason is kept
  jobs [SERVICE…]
      多次失败后搁置的到期事项 / due work that failed too often
  release-job SERVICE ID
      重新执行一件搁置的到期事项 / makes a parked job due again
  republish SERVICE --group SERVICE [--log LOG] [--from N] [--to N]
      只向一个服务重新发布已有事实，编号不变 / publishes recorded facts again, with the same ids, for one service alone
  rebuild SERVICE [PROJECTION]
      由记录簿重建查询表，系统照常运行 / makes query tables anew from the log, while the system runs
  rebuild [SERVICE [PROJECTION]] --compare [--samples]
      只比较，不改动 / compares only and changes nothing; --samples shows rows; exit code 1 where they differ`;

const commands: Readonly<Record<string, Command>> = {
  token,
  grant,
  work,
  lag: work,
  parked,
  release,
  drop,
  jobs,
  'release-job': releaseJob,
  republish,
  rebuild,
};

export async function runXunbu(installation: Installation, [command = '', ...args]: readonly string[]): Promise<Said> {
  const known = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (known) return known(installation, args);
  if (['', 'help', '--help', '-h'].includes(command)) return { text: usage, well: true };
  throw new Misuse(`没有命令 ${command} / there is no command ${command}\n\n${usage}`);
}
