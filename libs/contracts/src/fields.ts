// The forms that values have wherever a contract carries them.
import { IsArray, IsIn, IsISO8601, IsNumber, Matches, Max, Min } from 'class-validator';

const days = /^\d{4}-\d{2}-\d{2}$/;

/** Yuan as a decimal string with two places; never a float. */
export const IsMoney = (): PropertyDecorator => Matches(/^(0|[1-9]\d{0,12})\.\d{2}$/);
/** A business date in Asia/Shanghai. */
export const IsDay = (): PropertyDecorator => Matches(days);
/** GB/T 2260, six digits. */
export const IsRegion = (): PropertyDecorator => Matches(/^\d{6}$/);
/** The regions whose supervisors are told; none where it belongs to no region. */
export const IsRegions = (): PropertyDecorator => (target, property) => {
  IsArray()(target, property);
  Matches(/^\d{6}$/, { each: true })(target, property);
};
/** 职业编码 of the 2022 edition: 大类-中类-小类-细类. */
export const IsOccupation = (): PropertyDecorator => Matches(/^\d-\d{2}-\d{2}-\d{2}$/);
// 国家职业技能等级: 5 初级工, 4 中级工, 3 高级工, 2 技师, 1 高级技师.
export const IsLevel = (): PropertyDecorator => IsIn(['1', '2', '3', '4', '5']);
export const IsMoment = (): PropertyDecorator => IsISO8601();
export const IsSha256 = (): PropertyDecorator => Matches(/^[0-9a-f]{64}$/);
/** WGS 84, of latitude up to 90 and of longitude up to 180 to either side; a number however small, which texts of degrees are not. */
export const IsDegrees =
  (most: 90 | 180): PropertyDecorator =>
  (target, property) => {
    IsNumber()(target, property);
    Min(-most)(target, property);
    Max(most)(target, property);
  };
