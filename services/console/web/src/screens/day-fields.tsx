// Days and moments as fields. They are those of the office, whatever zone the browser is in.
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { instantText } from '@kit';

const dayForm = 'YYYY-MM-DD';
const momentForm = 'YYYY-MM-DD HH:mm:ss';
const office = '+08:00';
const officeMs = 8 * 3_600_000;

type FieldProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly placeholder?: string;
};

export function DayField({ label, value, onChange, placeholder, clearable = false }: FieldProps & { readonly clearable?: boolean }) {
  return (
    <DatePicker
      aria-label={label}
      placeholder={placeholder ?? label}
      value={value ? dayjs(value) : null}
      allowClear={clearable}
      onChange={(day) => onChange(day ? day.format(dayForm) : undefined)}
    />
  );
}

/** The clock on the office's wall at an instant, as a picker takes it. */
const onTheWall = (instant: string): string => new Date(Date.parse(instant) + officeMs).toISOString().slice(0, 19).replace('T', ' ');
export const instantAt = (wall: string): string => new Date(`${wall.replace(' ', 'T')}${office}`).toISOString();

export function MomentField({ label, value, onChange, placeholder }: FieldProps) {
  return (
    <DatePicker
      aria-label={label}
      placeholder={placeholder ?? label}
      title={value && instantText(value, 'zh', true)}
      showTime
      value={value ? dayjs(onTheWall(value)) : null}
      format={momentForm}
      onChange={(moment) => onChange(moment ? instantAt(moment.format(momentForm)) : undefined)}
      className="moment-field"
    />
  );
}
