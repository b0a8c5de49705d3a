export const words = {
  upload: { zh: '导入名册', en: 'Import a roster' },
  help: {
    zh: '选择 Excel（.xlsx）或 CSV 文件，列为：姓名、身份证号码、电话、人员类别、社会保障卡号。先逐行校验，不写入任何数据；确认后再为合格的行报名。',
    en: 'Choose an Excel (.xlsx) or CSV file with the columns name, resident ID number, phone, category, social-security card. Every row is checked first and nothing is written; the good rows are enrolled once you say so.',
  },
  template: { zh: '下载模板', en: 'Download the template' },
  templateName: { zh: '名册模板', en: 'roster-template' },
  choose: { zh: '选择文件', en: 'Choose a file' },
  reading: { zh: '正在读取文件…', en: 'Reading the file …' },
  checking: { zh: '正在校验：{done} / {of} 行', en: 'Checking: {done} of {of} rows' },
  enrolling: { zh: '正在报名：{done} / {of} 人', en: 'Enrolling: {done} of {of}' },
  stay: {
    zh: '请不要关闭本页。中断也不会丢失：已报名的人保留在名册中，重新选择同一文件即可接着报名。',
    en: 'Please keep this page open. Nothing is lost if it breaks off: whoever was enrolled stays, and choosing the same file again goes on from there.',
  },
  checked: { zh: '校验完成', en: 'Checked' },
  done: { zh: '报名完成', en: 'Enrolled' },
  rows: { zh: '{all} 行', en: '{all} rows' },
  good: { zh: '{count} 行可以报名', en: '{count} can be enrolled' },
  inside: { zh: '{count} 行已在名册中', en: '{count} on the roster already' },
  placed: { zh: '{count} 人已报名', en: '{count} enrolled now' },
  bad: { zh: '{count} 行不能报名', en: '{count} cannot be enrolled' },
  enrol: { zh: '为 {count} 行报名', en: 'Enrol {count}' },
  saveBad: { zh: '下载未通过的行', en: 'Download the rows that failed' },
  badName: { zh: '未通过名单', en: 'rows-that-failed' },
  another: { zh: '换一个文件', en: 'Another file' },
  unreadable: {
    zh: '这个文件读不出来，请另存为 .xlsx 或 CSV 后再试。',
    en: 'This file cannot be read; save it as .xlsx or CSV and try again.',
  },
  noRows: { zh: '文件里没有名册行。', en: 'There are no roster rows in the file.' },
  line: { zh: '行', en: 'Line' },
  name: { zh: '姓名', en: 'Name' },
  idNo: { zh: '身份证号码', en: 'Resident ID number' },
  phone: { zh: '电话', en: 'Phone' },
  group: { zh: '人员类别', en: 'Category' },
  card: { zh: '社会保障卡号', en: 'Social-security card' },
  outcome: { zh: '结果', en: 'Outcome' },
  reason: { zh: '原因', en: 'Reason' },
  onlyBad: { zh: '只看未通过的行', en: 'Only rows that failed' },
  result: { zh: '逐行结果', en: 'Row by row' },
} as const;

export const rowStates = {
  WAITING: { word: { zh: '待校验', en: 'Waiting' }, colour: 'default' },
  READY: { word: { zh: '可以报名', en: 'Can be enrolled' }, colour: 'success' },
  ENROLLED: { word: { zh: '已在名册', en: 'On the roster' }, colour: 'default' },
  DONE: { word: { zh: '已报名', en: 'Enrolled' }, colour: 'success' },
  REFUSED: { word: { zh: '不能报名', en: 'Cannot be enrolled' }, colour: 'error' },
} as const;

/** What the file itself tells of a row; all other words are the services'. */
export const rowReasons = {
  ROW_WITHOUT_ID: { zh: '没有身份证号码。', en: 'The resident ID number is missing.' },
  ROW_ID_FORM: {
    zh: '身份证号码不是 18 位，或其中的出生日期不存在。',
    en: 'The resident ID number has not 18 characters, or no such day of birth exists.',
  },
  ROW_ID_CHECK: {
    zh: '身份证号码最后一位与前 17 位不符，可能抄错了一位。',
    en: 'The last character of the ID number does not fit the others; one may be mistyped.',
  },
  ROW_ID_AS_NUMBER: {
    zh: '身份证号码在 Excel 中成了数字，末几位已丢失，请把该列设为文本后重新填写。',
    en: 'Excel has made a number of the ID and lost its last digits; format the column as text and enter it again.',
  },
  ROW_WITHOUT_NAME: { zh: '没有姓名。', en: 'The name is missing.' },
  ROW_TWICE: { zh: '文件中已有同一身份证号码。', en: 'The same ID number stands in the file before.' },
  ROW_PHONE: { zh: '电话格式不对。', en: 'The phone number is not of the right form.' },
  ROW_GROUP: { zh: '没有这种人员类别，请按模板填写。', en: 'There is no such category; take one of the template.' },
  ROW_CARD: { zh: '社会保障卡号格式不对。', en: 'The card number is not of the right form.' },
  ROW_CARD_AS_NUMBER: {
    zh: '社会保障卡号在 Excel 中成了数字，末几位已丢失，请把该列设为文本后重新填写。',
    en: 'Excel has made a number of the card and lost its last digits; format the column as text and enter it again.',
  },
  ROW_IDENTITY: { zh: '实名核验不符：号码与姓名不是同一人。', en: 'The identity base says that number and name do not belong together.' },
  ROW_NO_SEAT: { zh: '超过班期人数上限。', en: 'The class has no more seats.' },
} as const;
