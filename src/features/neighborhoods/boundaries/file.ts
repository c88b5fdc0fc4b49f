import { findJsonFault } from '#lib/json-fault.ts';
import type { BoundaryRefusal, ForeignKind, Refused } from './refusal.ts';
import { isRefused } from './refusal.ts';

/** How the file's letters were written, where that is worth a word. */
type Encoding = 'utf-8' | 'utf-16' | 'windows-1252';

/** A boundary file as read: its JSON value and how its letters were written. */
export interface BoundaryFile {
  readonly value: unknown;
  readonly encoding: Encoding;
}

const signatures: readonly (readonly [kind: ForeignKind, bytes: readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['gzip', [0x1f, 0x8b]],
  ['geopackage', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['shapefile', [0x00, 0x00, 0x27, 0x0a]],
  ['flatgeobuf', [0x66, 0x67, 0x62]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
];

/**
 * Reads the bytes of a boundary file into a JSON value: with or without a byte order mark, in UTF-8, UTF-16 or
 * (when UTF-8 does not fit) Windows-1252, and also features one to a line (RFC 8142). Says what the file is
 * when it is something else, and where it breaks off or goes wrong.
 */
export function readBoundaryFile(bytes: Uint8Array): BoundaryFile | Refused {
  const kind = signatures.find(([, start]) => start.every((byte, index) => bytes[index] === byte))?.[0];
  if (kind !== undefined) return { refusal: { code: 'foreign', kind } };
  const decoded = decode(bytes);
  if (isRefused(decoded)) return decoded;
  const { text, encoding } = decoded;
  if (text.trim() === '') return { refusal: { code: 'empty-file' } };
  try {
    return { value: JSON.parse(text) as unknown, encoding };
  } catch {
    const features = readFeatureLines(text);
    if (features === null) return { refusal: nameFault(text) };
    return isRefused(features) ? features : { value: features, encoding };
  }
}

function decode(bytes: Uint8Array): { text: string; encoding: Encoding } | Refused {
  const utf16 = utf16Order(bytes);
  if (utf16 !== null) return { text: new TextDecoder(utf16).decode(bytes), encoding: 'utf-16' };
  if (bytes.subarray(0, 1024).includes(0)) return { refusal: { code: 'foreign', kind: 'binary' } };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return decodeBroken(bytes);
  }
}

/** A file cut off inside a letter is still UTF-8; any other misfit is the older Western encoding. */
function decodeBroken(bytes: Uint8Array): { text: string; encoding: Encoding } {
  for (let cut = 1; cut <= 3; cut += 1) {
    try {
      const whole = bytes.subarray(0, bytes.length - cut);
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(whole), encoding: 'utf-8' };
    } catch {
      continue;
    }
  }
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
}

function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const opens = (byte: number | undefined): boolean => byte === 0x7b || byte === 0x5b;
  if (opens(first) && second === 0) return 'utf-16le';
  return first === 0 && opens(second) ? 'utf-16be' : null;
}

/**
 * Features, or bare geometries, one to a line, as RFC 8142 and many exports write them; null when the text is not
 * that. Where a line goes wrong after others that were right, the refusal names that line.
 */
function readFeatureLines(text: string): unknown[] | Refused | null {
  if (!/^\u001e?\s*\{[^\n]*"(?:Feature|Multi|Polygon)[^\n]*\}\s*?\n/.test(text)) return null;
  const values: unknown[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const json = line.replaceAll('\u001e', '').trim();
    if (json === '') continue;
    try {
      values.push(JSON.parse(json));
    } catch {
      if (values.length === 0) return null;
      const { column, near, truncated } = findJsonFault(json) ?? { column: 1, near: '', truncated: false };
      return { refusal: { code: truncated ? 'cut-off' : 'broken-json', line: at + 1, column, near } };
    }
  }
  return values.length > 1 ? values : null;
}

function nameFault(text: string): BoundaryRefusal {
  const kind = /^\s*[{[]/.test(text) ? null : foreignText(text.slice(0, 4000));
  if (kind !== null) return { code: 'foreign', kind };
  const fault = findJsonFault(text) ?? { line: 1, column: 1, near: '', truncated: false };
  const { line, column, near } = fault;
  return { code: fault.truncated ? 'cut-off' : 'broken-json', line, column, near };
}

function foreignText(start: string): ForeignKind {
  if (/^\s*</.test(start)) return foreignMarkup(start);
  if (/^\s*(?:SRID=\d+;)?(?:MULTI)?(?:POLYGON|POINT|LINESTRING)|^\s*GEOMETRYCOLLECTION/i.test(start))
    return 'wkt';
  if (/^\s*(?:(?:var|let|const|export)\b|[\w$.]+\s*(?:=|\())[^{[]*[{[]/.test(start)) return 'script';
  const firstLine = start.trimStart().split(/\r?\n/, 1)[0] ?? '';
  return /[^,;\t]+[,;\t][^,;\t]/.test(firstLine) ? 'csv' : 'text';
}

function foreignMarkup(start: string): ForeignKind {
  if (/<!doctype html|<html|<head|<body/i.test(start)) return 'html';
  if (/<kml/i.test(start)) return 'kml';
  return /<gml:|opengis\.net\/(?:gml|wfs)/i.test(start) ? 'gml' : 'xml';
}
