/** Hears what PostgreSQL's clients send, and remembers the queries that read rows, each time one is asked. */
export class AskedQueries {
  /** Texts, in the order in which they were asked. */
  reads: string[] = [];

  /** Hears one connection. Messages may come in pieces; the first has no letter before its length. */
  readonly listen = (): ((sent: Buffer) => void) => {
    const prepared = new Map<string, string>();
    let held = Buffer.alloc(0);
    let letters = 0;
    return (sent) => {
      held = Buffer.concat([held, sent]);
      for (;;) {
        if (held.length < letters + 4) return;
        const length = letters + held.readUInt32BE(letters);
        if (held.length < length) return;
        if (letters > 0) this.#hear(held.subarray(0, length), prepared);
        letters = 1;
        held = held.subarray(length);
      }
    };
  };

  /** A Parse names a text; a Bind asks it, by a portal and the text's name. */
  #hear(message: Buffer, prepared: Map<string, string>): void {
    const letter = String.fromCharCode(message[0] ?? 0);
    const [first = '', second = ''] = message.toString('utf8', 5).split('\0', 2);
    if (letter === 'P') prepared.set(first, second);
    const text = letter === 'B' ? (prepared.get(second) ?? '') : '';
    if (/^\s*(select|with)\b/i.test(text) && !text.includes('pgboss')) this.reads.push(text);
  }
}
