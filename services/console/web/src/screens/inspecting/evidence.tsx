// Files stay on the device; what is sent is what they are called, how long they are, and their digest.
import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Alert, Button, Upload } from 'antd';
import { useState } from 'react';
import { useWords } from '@kit';
import { digestOf, type Evidence } from './digest';

const words = {
  add: { zh: '拍照或选择文件', en: 'Take a picture or choose files' },
  help: {
    zh: '文件留在本机，只记录文件名、大小和 SHA-256 指纹，日后可以证明未被改动。',
    en: 'Files stay here; name, size and SHA-256 are recorded, so that it can be shown later that nothing was changed.',
  },
  remove: { zh: '移除 {name}', en: 'Remove {name}' },
  failed: { zh: '无法读取 {name}', en: '{name} cannot be read' },
} as const;

type FilesProps = { readonly files: readonly Evidence[]; readonly onChange: (files: readonly Evidence[]) => void };

export function EvidenceFiles({ files, onChange }: FilesProps) {
  const t = useWords(words);
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState('');
  const take = async (chosen: readonly File[]) => {
    setWorking(true);
    setFailed('');
    const taken = [...files];
    for (const file of chosen) {
      const digest = await digestOf(file).catch(() => setFailed(file.name));
      if (digest && !taken.some(({ sha256 }) => sha256 === digest.sha256)) taken.push(digest);
    }
    onChange(taken);
    setWorking(false);
  };
  return (
    <>
      <p className="empty-help">{t('help')}</p>
      <Upload
        multiple
        showUploadList={false}
        beforeUpload={(file, chosen) => {
          if (file === chosen.at(-1)) void take(chosen);
          return false;
        }}
      >
        <Button icon={<PaperClipOutlined />} loading={working} size="large">
          {t('add')}
        </Button>
      </Upload>
      {failed && <Alert type="error" showIcon title={t('failed', { name: failed })} />}
      <Taken files={files} onChange={onChange} />
    </>
  );
}

function Taken({ files, onChange }: FilesProps) {
  const t = useWords(words);
  return (
    <ul className="evidence">
      {files.map(({ name, sha256 }) => (
        <li key={sha256}>
          <span>
            {name}
            <br />
            <code className="digest code">{sha256}</code>
          </span>
          <Button
            icon={<DeleteOutlined />}
            aria-label={t('remove', { name })}
            onClick={() => onChange(files.filter((one) => one.sha256 !== sha256))}
          />
        </li>
      ))}
    </ul>
  );
}
