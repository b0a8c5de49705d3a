import type { Texts } from '../texts';

export const enrolment: Texts = {
  CLASS_PLAN_NOT_FOUND: { zh: '没有找到这份开班申请。', en: 'This class plan was not found.' },
  ACCOUNT_OF_PERSON_KNOWN: {
    status: 403,
    zh: '此人已登记收款账户（第 {accountVersion} 版），只能由本人或经办机构变更。',
    en: 'An account of this person is known (version {accountVersion}); only the person or the office may name another.',
  },
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
  OCCUPATION_UNKNOWN: {
    zh: '职业目录中没有“{occupation}”，请填写职业名称或任一版本的职业编码。',
    en: 'No occupation is called {occupation}; please give its Chinese name or its code of any edition.',
  },
  INSTITUTION_BANNED: { zh: '培训机构处于禁止申报期，至 {until}。', en: 'The institution is banned until {until}.' },
  CLASS_NOT_APPROVED: {
    zh: '班期当前状态为 {status}，开班申请通过后才能报名。',
    en: 'The class is {status}; trainees can be enrolled once its plan is approved.',
  },
  CLASS_OVER: { zh: '班期已于 {date} 结束，不能再报名。', en: 'The class ended on {date}, so nobody can be enrolled any more.' },
  ROSTER_TOO_EARLY: {
    zh: '班期于 {date} 结束，此后才能补报线下名册。',
    en: 'The class ends on {date}; a roster kept on paper can be handed in only afterwards.',
  },
  ID_INVALID: { zh: '身份证号码校验不通过。', en: 'The resident ID number is not valid.' },
  UNDER_AGE: { zh: '学员在开班之日未满法定最低年龄。', en: 'A trainee is under the minimum working age on the first day of the class.' },
  OVER_AGE: { zh: '学员超过法定劳动年龄（{retire_on} 到龄）。', en: 'A trainee is over working age (retires on {retire_on}).' },
  OVERLAPPING_ENROLMENT: {
    zh: '学员同一时间段已参加班期 {class}。',
    en: 'A trainee is already enrolled in class {class} at the same time.',
  },
  CLASS_FULL: { zh: '超过班期人数上限 {capacity} 人。', en: 'The class takes at most {capacity} trainees.' },
  PERSON_NOT_FOUND: { zh: '没有找到此人。', en: 'This person was not found.' },
  NAME_MISMATCH: {
    zh: '此身份证号码已以另一姓名通过实名核验。',
    en: 'This resident ID number was verified under another name.',
  },
  EMPLOYER_NOT_OWN: {
    status: 403,
    zh: '用人单位只能登记本单位的职工。',
    en: 'An employer can enter its own staff only.',
  },
  ORGANISATION_NOT_FOUND: { zh: '没有找到这家单位。', en: 'This organisation was not found.' },
  ORGANISATION_REGION_OUT_OF_REACH: {
    status: 403,
    zh: '您的账号不能在行政区划 {region} 登记单位。',
    en: 'Your account may not register an organisation in region {region}.',
  },
  USCC_INVALID: { zh: '统一社会信用代码校验不通过（{fault}）。', en: 'The unified social credit code is not valid ({fault}).' },
  USCC_TAKEN: { zh: '统一社会信用代码 {uscc} 已登记。', en: 'The unified social credit code {uscc} is registered already.' },
  CANNOT_GRANT_YOURSELF: { status: 403, zh: '不能给自己授权。', en: 'Nobody grants anything to themselves.' },
  GRANT_OUT_OF_REACH: {
    status: 403,
    zh: '授权范围超出您账号的管辖范围。',
    en: 'This grant reaches further than your own account.',
  },
  ACCOUNT_OF_ANOTHER_PERSON: {
    zh: '此账号属于另一位自然人，不能转给他人使用。',
    en: 'This account belongs to another person and cannot be handed on.',
  },
  ADMINISTRATOR_IS_APART: {
    status: 403,
    zh: '系统、安全、审计管理员须各由专人担任，不能兼任其他岗位：{role} 与 {other} 不能授给同一账号。',
    en: 'System, security and audit administrators are people of their own: {role} and {other} cannot be granted to one account.',
  },
  PERSON_IS_ADMINISTRATOR: {
    status: 403,
    zh: '此人的另一个账号已是管理员；系统、安全、审计管理员须各由专人担任。',
    en: 'Another account of this person is an administrator already; system, security and audit administrators are people of their own.',
  },
  GRANT_NEEDS_ORGANISATION: {
    zh: '岗位 {role} 须指定所属单位。',
    en: 'The role {role} needs an organisation.',
  },
  GRANT_NEEDS_REGION: { zh: '岗位 {role} 须指定行政区划。', en: 'The role {role} needs a region.' },
  PAYEE_NOT_FOUND: { zh: '没有找到收款人 {kind} {id}。', en: 'The payee {kind} {id} was not found.' },
};
