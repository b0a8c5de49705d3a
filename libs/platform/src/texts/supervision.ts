import type { Texts } from '../texts';

export const supervision: Texts = {
  CHECKPOINT_MALFORMED: { status: 400, zh: '这不是一份检查点签名文本。', en: 'This is no signed checkpoint of a log.' },
  CHECKPOINT_PROOF_MALFORMED: {
    status: 400,
    zh: '一致性证明应有 {expected} 个哈希，实有 {given} 个。',
    en: 'The consistency proof must have {expected} hashes and has {given}.',
  },
  CHECKPOINT_SIGNATURE_BAD: {
    status: 403,
    zh: '检查点没有记录簿 {log} 所属服务的有效签名。',
    en: 'The checkpoint bears no valid signature of the service whose log {log} is.',
  },
  CHECKPOINT_OLD_SIZE: {
    zh: '见证方所见的记录数为 {known}，请从该处给出一致性证明。',
    en: 'The witness has seen {known} facts; prove consistency from there.',
  },
  CHECKPOINT_BEHIND: {
    zh: '检查点只有 {size} 条记录，见证方已见 {known} 条。',
    en: 'The checkpoint has {size} facts, and the witness has seen {known}.',
  },
  LOG_FORKED: {
    zh: '记录簿 {log} 的检查点与见证方已见的内容相矛盾，已告警。',
    en: 'The checkpoint of the log {log} contradicts what its witness has seen; an alert was raised.',
  },
  LOG_SHORTER: { zh: '记录簿目前只有 {size} 条记录。', en: 'The log has {size} facts so far.' },
  LEAF_NOT_IN_TREE: { zh: '大小为 {size} 的树中没有第 {leaf} 片叶。', en: 'A tree of size {size} does not reach leaf {leaf}.' },
  TOO_MANY_FACTS: {
    zh: '公开事实超过 {limit} 条，请按到达顺序或加条件查询。',
    en: 'There are more than {limit} public facts; ask in order of arrival, or narrow the question.',
  },
  NO_OBJECTS: { zh: '名录库中没有所选等级的检查对象。', en: 'The register holds no object of the tiers that were named.' },
  RATE_INVALID: {
    status: 400,
    zh: '抽查比例 {rate} 无效：应为检查对象等级及不超过 100% 的百分比。',
    en: 'The rate {rate} is not valid: it must be a tier and a percentage of at most 100%.',
  },
  TOO_FEW_INSPECTORS: {
    zh: '回避后检查对象 {object} 只有 {free} 名检查人员可选，每组需 {team} 名。',
    en: 'Only {free} inspectors may inspect {object} after recusal, and a team has {team}.',
  },
  FRAME_COMMITTED: {
    zh: '同一抽查方案当日已经提交，不得重新抽取。',
    en: 'The same frame was committed today already; it is not drawn again.',
  },
  DRAW_NOT_FOUND: { zh: '没有找到这次抽查。', en: 'This draw was not found.' },
  INSPECT_BY_PAST: { zh: '检查期限 {day} 已过。', en: 'The day {day}, by when to inspect, has passed.' },
  NOT_ON_TEAM: { zh: '您不在这项检查任务的检查组内。', en: 'You are not on the team of this inspection.' },
  SEED_REVEALED: {
    zh: '这次抽查的随机种子已公布（{seed}），不得更换。',
    en: 'The seed of this draw was revealed ({seed}); there is no second one.',
  },
  INSPECTION_NOT_FOUND: { zh: '没有找到这项检查任务。', en: 'This inspection was not found.' },
  INSPECTION_DONE: { zh: '这项检查任务已有结果（{result}）。', en: 'This inspection has its result already ({result}).' },
  TASKS_NOT_COMPLETED: {
    zh: '还有 {open} 项检查任务没有结果，不能公开。',
    en: '{open} inspections are still open, so nothing can be published yet.',
  },
  RESULT_PUBLISHED: { zh: '结果已于 {at} 公开。', en: 'The results were published at {at}.' },
  FINDING_CONFIRMED: { zh: '该班期的 {kind} 已经认定。', en: '{kind} was confirmed for this class already.' },
  FINDING_NOT_FOUND: { zh: '该班期没有认定的问题。', en: 'Nothing was confirmed for this class.' },
  FINDING_KIND_UNKNOWN: { zh: '政策规则 {pack} 没有规定 {kind} 的处理措施。', en: 'The pack {pack} names no measure for {kind}.' },
  NO_MEASURES: { zh: '政策规则 {pack} 没有规定处理措施。', en: 'The pack {pack} names no measures.' },
  PACK_NOT_HEARD: { zh: '尚未收到政策规则 {pack}。', en: 'The pack {pack} was not heard of yet.' },
};
