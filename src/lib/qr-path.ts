import { create } from 'qrcode';

/** A QR code as the path of its dark modules, one unit each, and its size with the four units of quiet around it. */
export interface QrPath {
  readonly path: string;
  readonly size: number;
}

const quiet = 4;

/** The QR code of an address, readable with a seventh of it torn or wet. */
export function qrPath(address: string): QrPath {
  const { modules } = create(address, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, row) => rowPath(modules, row));
  return { path: rows.join(''), size: modules.size + 2 * quiet };
}

/** Runs of dark modules as bars, so that no printer shows seams between them. */
function rowPath(modules: { size: number; get: (row: number, column: number) => unknown }, row: number) {
  let path = '';
  for (let column = 0; column < modules.size; column += 1) {
    const from = column;
    while (column < modules.size && modules.get(row, column)) column += 1;
    const length = column - from;
    if (length > 0) path += `M${from + quiet} ${row + quiet}h${length}v1h-${length}z`;
  }
  return path;
}
