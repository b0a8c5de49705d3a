import { describe, expect, it } from '@jest/globals';
import { Log, type LogFields, NestLog } from './log';

function written(write: (log: Log) => void): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  write(new Log('notes', 'debug', { write: (line: string) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('writes the fields of its list, and loses all others', () => {
    const request = {
      method: 'POST',
      route: '/notes/:id',
      status: 201,
      ms: 3,
      body: { idNo: '120101199001011234' },
      headers: { authorization: 'Bearer x' },
      url: '/notes/7?name=李伟',
      query: 'q',
    };
    const [line] = written((log) => log.info('request', request as LogFields));
    expect(line).toEqual({
      level: 'info',
      time: expect.any(String),
      service: 'notes',
      msg: 'request',
      method: 'POST',
      route: '/notes/:id',
      status: 201,
      ms: 3,
    });
  });

  it('takes a listed field only in its kind, so that nothing hides in it', () => {
    const [line] = written((log) =>
      log.info('request', { reason: { name: '李伟' }, status: '120101199001011234' } as unknown as LogFields),
    );
    expect(Object.keys(line ?? {}).sort()).toEqual(['level', 'msg', 'service', 'time']);
  });

  it('keeps of an error its name, its code and where it was, and of its message what nobody sent', () => {
    const error = Object.assign(new Error(`Unexpected token in "{\\"name\\":\\"李伟\\"}" for card 120101199001011234 of 李伟`), {
      code: '22P02',
      detail: 'Key (id_no)=(1201)',
    });
    const [line] = written((log) => log.error('unexpected', { error }));
    expect(JSON.stringify(line)).not.toMatch(/李伟|1201|detail/);
    expect(line?.['error']).toMatchObject({ name: 'Error', code: '22P02', message: expect.stringMatching(/^Unexpected token in …/) });
  });

  it('keeps of a reason what nobody sent', () => {
    const reason = `Error: no room for "李伟" of 天津, card 120101199001011234`;
    const [line] = written((log) => log.warn('messages are paused', { reason, message: 'notes/7' }));
    expect(line).toMatchObject({ message: 'notes/7', reason: 'Error: no room for … of …, card …' });
  });

  it('reduces what Nest says in the same way', () => {
    const lines = written((log) => {
      const nest = new NestLog(log);
      nest.error(new Error('bad value "李伟"'));
      nest.warn({ body: '李伟' });
    });
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toContain('李伟');
  });
});
