import type { Texts } from '../texts';

export const enrolment: Texts = {
  CLASS_PLAN_NOT_FOUND: { zh: '没有找到这份开班申请。', en: 'This class plan was not found.' },
  CLASS_PLAN_NOT_RETURNED: {
    zh: '这份开班申请正在审核或已经通过，退回后才能重新提交。',
    en: 'This class plan is with the office or already approved; it can be filed again only after it was returned.',
  },
  CLASS_PLAN_NOT_APPLIED: {
    zh: '这份开班申请当前状态为 {status}，不在待审核状态，不能审批或退回。',
    en: 'This class plan is {status} and not waiting for the office, so it can be neither approved nor returned.',
  },
  CLASS_PLAN_REGION_FIXED: {
    zh: '重新提交时不能更换行政区划，原申请属于 {region}。',
    en: 'A plan that is filed again stays in its region, {region}.',
  },
  CLASS_PLAN_CHANGED: {
    status: 412,
    zh: '您看到的是第 {seen} 版，这份开班申请现在是第 {version} 版，请刷新后再办理。',
    en: 'You have seen version {seen}, and this class plan is at version {version}; please look again before you decide.',
  },
  CLASS_NO_TAKEN: { zh: '开班备案号 {classNo} 已被使用。', en: 'The opening number {classNo} is taken.' },
  NO_INSTITUTION: {
    status: 403,
    zh: '您的账号不属于任何培训机构，不能提交开班申请。',
    en: 'Your account belongs to no training institution, so it cannot file a class plan.',
  },
  REGION_OUT_OF_REACH: {
    status: 403,
    zh: '您的账号不能在行政区划 {region} 提交开班申请。',
    en: 'Your account may not file a class plan in region {region}.',
  },
  SILENCE_HAS_APPROVED: {
    zh: '审核期限已满，视为同意开班，不能再退回。',
    en: 'The time to answer is over and the class may open, so the plan cannot be returned any more.',
  },
  SILENCE_NOT_OVER: { zh: '审核期限未满。', en: 'The time to answer is not over yet.' },
  TOO_MANY_SESSIONS: {
    zh: '课程安排共 {count} 节，最多 {limit} 节。',
    en: 'The timetable has {count} sessions; at most {limit} are allowed.',
  },
  SESSION_ENDS_BEFORE_IT_STARTS: { zh: '第 {session} 节的下课时间不晚于上课时间。', en: 'Session {session} does not end after it starts.' },
  SESSION_IN_THE_PAST: { zh: '第 {session} 节的上课时间已过。', en: 'Session {session} starts in the past.' },
  SESSIONS_OUT_OF_ORDER: {
    zh: '第 {session} 节早于第 {previous} 节，请按时间先后排列。',
    en: 'Session {session} starts before session {previous}; please put them in the order of time.',
  },
  SESSIONS_OVERLAP: { zh: '第 {session} 节与第 {previous} 节时间重叠。', en: 'Session {session} overlaps session {previous}.' },
  SESSION_TOO_LONG: {
    zh: '第 {session} 节安排 {classHours} 课时，每节最多 {limit} 课时。',
    en: 'Session {session} has {classHours} class hours; at most {limit} are allowed.',
  },
  SESSION_TOO_SHORT: {
    zh: '第 {session} 节 {classHours} 课时需要 {needed} 分钟，只安排了 {minutes} 分钟。',
    en: 'Session {session} needs {needed} minutes for {classHours} class hours and has only {minutes}.',
  },
  NO_POLICY_IN_FORCE: {
    zh: '行政区划 {region} 在 {date} 没有生效的政策规则。',
    en: 'No policy pack is in force for region {region} on {date}.',
  },
  CALENDAR_NOT_PUBLISHED: {
    zh: '{year} 年放假安排尚未录入，无法计算工作日，请联系系统管理员。',
    en: 'The working days of {year} are not known yet, so the date cannot be worked out; please ask the system administrator to load the calendar.',
  },
};
