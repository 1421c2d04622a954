import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** A module's archive as a proxy serves it, stored without compression, and its `h1:` hash. */
export function moduleArchive(
  module: string,
  files: Readonly<Record<string, string>>,
): { readonly zip: Buffer; readonly hash: string } {
  const entries = Object.entries(files).map(([path, text]) => ({
    name: Buffer.from(`${module}/${path}`),
    content: Buffer.from(text),
  }));
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(20, 4);
    describe(local, 14, { name, content });
    locals.push(local, name, content);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50);
    record.writeUInt16LE(20, 4);
    record.writeUInt16LE(20, 6);
    describe(record, 16, { name, content });
    record.writeUInt32LE(offset, 42);
    central.push(record, name);
    offset += local.length + name.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(central).length, 12);
  end.writeUInt32LE(offset, 16);
  const lines = entries
    .map(({ name, content }) => [String(name), createHash('sha256').update(content).digest('hex')] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, digest]) => `${digest}  ${name}\n`);
  const hash = `h1:${createHash('sha256').update(lines.join('')).digest('base64')}`;
  return { zip: Buffer.concat([...locals, ...central, end]), hash };
}

/** Checksum, sizes and length of the name, which both headers of an entry have in this order. */
function describe(header: Buffer, at: number, { name, content }: { readonly name: Buffer; readonly content: Buffer }) {
  header.writeUInt32LE(crc32(content), at);
  header.writeUInt32LE(content.length, at + 4);
  header.writeUInt32LE(content.length, at + 8);
  header.writeUInt16LE(name.length, at + 12);
}
