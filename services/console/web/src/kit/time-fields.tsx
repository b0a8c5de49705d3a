// A day and a time of day as they are written everywhere else, whatever the browser's own language is.
import { DatePicker, TimePicker } from 'antd';
import dayjs from 'dayjs';

const dayForm = 'YYYY-MM-DD';
const timeForm = 'HH:mm';
const minutesApart = 5;

type Field = {
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly label: string;
};

/** `2026-03-06` in, the same out. */
export function DayField({ value, onChange, label }: Field) {
  return (
    <DatePicker
      aria-label={label}
      allowClear={false}
      value={value ? dayjs(value, dayForm) : null}
      onChange={(day) => day && !Array.isArray(day) && onChange?.(day.format(dayForm))}
      className="day-field"
    />
  );
}

/** `08:30` in, the same out. */
export function TimeField({ value, onChange, label }: Field) {
  return (
    <TimePicker
      aria-label={label}
      allowClear={false}
      needConfirm={false}
      format={timeForm}
      minuteStep={minutesApart}
      value={value ? dayjs(`2000-01-01T${value}`) : null}
      onChange={(time) => time && !Array.isArray(time) && onChange?.(time.format(timeForm))}
      className="time-field"
    />
  );
}
