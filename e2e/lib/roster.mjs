// Rows of a roster: right ones, and one for each way to get it wrong.

/** @typedef {import('./workbook.mjs').Cell} Cell */
/** @typedef {Record<string, Cell>} Line what stands under the titles that are filled in */

/** The 28 official columns in the order of the template. */
export const columns = [
  '姓名', '身份证号码', '性别', '出生日期', '民族', '籍贯', '年龄', '学历', '学位', '毕业院校', '专业', '入党时间', '转正日期',
  '工作岗位', '从事专业技术服务', '新的社会阶层', '人员类别', '是否农民工', '手机号码', '联系电话', '所在党支部',
  '联合支部单位名称', '档案所在单位', '户籍所在地', '现居住地', '失去联系情形', '失去联系日期', '信息完整度',
];

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * The 18th place of an ID number, by GB 11643.
 * @param {string} seventeen
 */
function checkPlace(seventeen) {
  const sum = weights.reduce((all, weight, place) => all + weight * Number(seventeen[place]), 0);
  return '10X98765432'[sum % 11] ?? '';
}

/** @param {number} order makes a different person of each number */
export function idNumber(order) {
  const seventeen = `33010619800506${String(order * 2 + 1).padStart(3, '0')}`;
  return seventeen + checkPlace(seventeen);
}

/**
 * A row that is right.
 * @param {number} order
 * @param {string} branch
 * @returns {Line}
 */
export function rightLine(order, branch) {
  return {
    姓名: `${['欧阳', '上官', '司马', '诸葛', '夏侯'][Math.floor(order / 100) % 5]}${'甲乙丙丁戊己庚辛壬癸'[Math.floor(order / 10) % 10]}${'明华强芳军丽伟静勇敏'[order % 10]}`,
    身份证号码: idNumber(order),
    民族: '汉族',
    学历: '大学本科毕业',
    人员类别: '正式党员',
    所在党支部: branch,
    入党时间: '2018-07-01',
    转正日期: '2019-07-01',
    手机号码: `1390000${String(order).padStart(4, '0')}`,
    档案所在单位: '溪头村合作社',
  };
}

/**
 * Faults: the cell that is wrong, and a piece of what is said about it.
 * @param {number} first the number of the person in the first of them; the one before stands in row 2
 * @returns {{column: string, cell: Cell, says: string}[]}
 */
export function faults(first) {
  const number = idNumber(first + 8);
  return [
    { column: '姓名', cell: '', says: '没有填' },
    { column: '姓名', cell: '王2', says: '姓名里有数字' },
    { column: '姓名', cell: '王<b>', says: '不该有的符号' },
    { column: '身份证号码', cell: 330106198005061000, says: '后几位已不准' },
    { column: '身份证号码', cell: '33010619800506', says: '应为 18 位' },
    { column: '身份证号码', cell: '33010619800506A12X', says: '只能是数字' },
    { column: '身份证号码', cell: `99${idNumber(first).slice(2)}`, says: '省级代码' },
    { column: '身份证号码', cell: '330106198013061234', says: '出生日期不存在' },
    { column: '身份证号码', cell: number.slice(0, 17) + (number.endsWith('0') ? '1' : '0'), says: '校验没有通过' },
    { column: '身份证号码', cell: idNumber(first - 1), says: '与第 2 行的号码相同' },
    { column: '民族', cell: '火星族', says: '不在可选的内容里' },
    { column: '学历', cell: '高深', says: '不在可选的内容里' },
    { column: '人员类别', cell: '积极分子', says: '不是党员类别' },
    { column: '所在党支部', cell: '不存在的党支部', says: '没有找到' },
    { column: '入党时间', cell: '很久以前', says: '看不出是哪一天' },
    { column: '入党时间', cell: '2018-02-30', says: '这一天不存在' },
    { column: '入党时间', cell: 2018.1, says: '可能是 1 月' },
    { column: '入党时间', cell: '2999-01-01', says: '晚于今天' },
    { column: '入党时间', cell: '1990-07-01', says: '还不满' },
    { column: '转正日期', cell: '2017-07-01', says: '早于加入党组织日期' },
    { column: '转正日期', cell: '', says: '要填转正日期' },
    { column: '手机号码', cell: '12345', says: '不是 11 位手机号码' },
    { column: '档案所在单位', cell: '长'.repeat(121), says: '请改短' },
    { column: '学位', cell: { error: '#N/A' }, says: '公式算不出结果' },
    { column: '是否农民工', cell: '也许', says: '请填“是”或“否”' },
  ];
}

/**
 * @param {Line} line
 * @returns {Cell[]}
 */
export function cells(line) {
  return columns.map((title) => line[title] ?? '');
}
