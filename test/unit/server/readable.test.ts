import { describe, expect, it } from 'vitest';
import { addressFault, isForm } from '#server/readable.ts';

const fault = (path: string) => addressFault(new URL(path, 'http://town.example'));

describe('an address', () => {
  it.each(['/groups/%00/', '/es/questions/a%00b/', '/groups/%E0%A4%A/', '/groups/%/', '/groups/100%/'])(
    'that no page can have is not there: %s',
    (path) => {
      expect(fault(path)).toBe(404);
    },
  );
  it.each(['/feed/?group=%00', '/start/?a=b&%00=x'])(
    'with a character nobody can keep is refused: %s',
    (path) => {
      expect(fault(path)).toBe(400);
    },
  );
  it.each(['/', '/groups/caf%C3%A9/', '/search/?q=100%', '/search/?q=%FF', '/?q=a%25b'])(
    'that can be read is left to its page: %s',
    (path) => {
      expect(fault(path)).toBeUndefined();
    },
  );
});

describe('what is sent', () => {
  it('is a form, or nothing', () => {
    const forms = ['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', undefined, ''];
    expect(forms.map(isForm)).toEqual([true, true, true, true]);
    expect(['application/json', 'text/plain;charset=UTF-8'].map(isForm)).toEqual([false, false]);
  });
});
