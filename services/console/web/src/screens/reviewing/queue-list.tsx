import { Input, Select, Space } from 'antd';
import { programmes, useAddress, useList, useMe, useSaid, useWords } from '@kit';
import { api } from '@api';
import type { WaitsFor } from './waiting';

const words = {
  programme: { zh: '补贴项目', en: 'Programme' },
  region: { zh: '地区代码', en: 'Region code' },
  regionHelp: { zh: '如 1201', en: 'e.g. 1201' },
} as const;

export function useQueue(waitsFor: WaitsFor) {
  const [address] = useAddress();
  const { programme, region } = address;
  return useList(['claim-queue', waitsFor, programme, region], (cursor) =>
    api.GET('/api/subsidy-payment/claim-queue', {
      params: { query: { waitsFor, programme: programme as 'TRAINING' | undefined, region, cursor, limit: 200 } },
    }),
  );
}

export function QueueFilters() {
  const t = useWords(words);
  const said = useSaid();
  const [address, change] = useAddress();
  const { region = '' } = useMe();
  const options = Object.entries(programmes).map(([value, word]) => ({ value, label: said(word) }));
  return (
    <Space>
      <Select
        allowClear
        aria-label={t('programme')}
        placeholder={t('programme')}
        options={options}
        value={address['programme']}
        onChange={(programme?: string) => change({ programme })}
        style={{ width: 170 }}
      />
      {region.length < 6 && (
        <Input.Search
          allowClear
          aria-label={t('region')}
          placeholder={`${t('region')} ${t('regionHelp')}`}
          defaultValue={address['region']}
          onSearch={(text) => change({ region: /^\d{2,6}$/.test(text.trim()) ? text.trim() : undefined })}
          style={{ width: 190 }}
        />
      )}
    </Space>
  );
}
