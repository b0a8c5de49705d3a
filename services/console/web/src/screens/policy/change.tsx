import { Checkbox, Input, Select } from 'antd';
import { useSaid, useWords } from '@kit';
import { textOfValue, valueOf } from './changed-values';
import { parameterWord } from './parameter-names';
import type { Parameter } from './parameters';

const words = {
  parameter: { zh: '参数', en: 'Parameter' },
  choose: { zh: '不改动', en: 'No change' },
  value: { zh: '改为', en: 'Becomes' },
  none: { zh: '取消这一参数', en: 'Leave it out' },
  form: { zh: '请按现值的形式填写：{now}', en: 'Write it in the form of what stands there: {now}' },
} as const;

export type ChangeMade = { readonly name: string | undefined; readonly text: string; readonly none: boolean };
type ChangeProps = {
  readonly change: ChangeMade;
  readonly parameters: readonly Parameter[];
  readonly onChange: (changed: ChangeMade) => void;
};

/** One parameter and what it is to be. */
export function Change({ change: { name, text, none }, parameters, onChange }: ChangeProps) {
  const t = useWords(words);
  const said = useSaid();
  const now = parameters.find((one) => one.name === name)?.value;
  const wrong = name !== undefined && !none && text !== '' && valueOf(text, now) === undefined;
  const choose = (chosen: string | undefined) => {
    const value = parameters.find((one) => one.name === chosen)?.value;
    onChange({ name: chosen, text: value === undefined ? '' : textOfValue(value), none: false });
  };
  return (
    <div className="field-row-inline field-row">
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('parameter')}
        placeholder={t('choose')}
        value={name}
        onChange={choose}
        disabled={parameters.length === 0}
        options={parameters.map((one) => ({ value: one.name, label: `${said(parameterWord(one.name))} ${one.name}` }))}
        className="chooser"
      />
      <div className="change-value">
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 8 }}
          aria-label={t('value')}
          placeholder={t('value')}
          value={none ? '' : text}
          status={wrong ? 'error' : ''}
          aria-invalid={wrong}
          disabled={name === undefined || none}
          onChange={({ target }) => onChange({ name, text: target.value, none })}
        />
        {wrong && now !== undefined && <div role="alert">{t('form', { now: textOfValue(now) })}</div>}
      </div>
      <Checkbox checked={none} disabled={name === undefined} onChange={({ target }) => onChange({ name, text, none: target.checked })}>
        {t('none')}
      </Checkbox>
    </div>
  );
}
