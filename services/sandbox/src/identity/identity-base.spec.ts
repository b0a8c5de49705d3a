import { describe, expect, it } from '@jest/globals';
import { IdentityBase } from './identity-base';

const zhang = { idNo: '990000199001010018', name: '张三' };
const li = { ...zhang, name: '李四' };

describe('the identity base', () => {
  it('knows whom it was told of, and nobody else', () => {
    const base = new IdentityBase();
    expect(base.check(zhang)).toEqual({ outcome: 'MISMATCHED' });
    base.put([zhang]);
    expect([base.check(zhang), base.check(li)]).toEqual([{ outcome: 'MATCHED' }, { outcome: 'MISMATCHED' }]);
  });

  it('learns beside a demo: the first name of a number is the name of that number', () => {
    const base = new IdentityBase(true);
    expect([zhang, li, zhang].map((one) => base.check(one).outcome)).toEqual(['MATCHED', 'MISMATCHED', 'MATCHED']);
    base.put([{ ...li, idNo: '990000199001010026' }]);
    expect(base.check({ ...zhang, idNo: '990000199001010026' })).toEqual({ outcome: 'MISMATCHED' });
  });
});
