import { Tag } from 'antd';
import { None, Organisation } from '@kit';

const organisationId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Organisations by their names; objects have none but their ids. */
export const Conflicts = ({ of }: { readonly of: readonly string[] }) =>
  of.length === 0 ? <None /> : of.map((id) => <Tag key={id}>{organisationId.test(id) ? <Organisation id={id} /> : id}</Tag>);
