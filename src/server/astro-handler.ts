import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Services } from './services.ts';

/** What the entry says about a request; the middleware adds the rest of `App.Locals`. */
export interface RequestLocals {
  app: Services;
  clientAddress: string;
  /** Set when the entry itself refuses: the status whose page is to be shown. */
  problem?: number;
}

/** The built site, as `@astrojs/node` exports it in middleware mode. */
export type AstroHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: ((error?: unknown) => void) | undefined,
  locals: RequestLocals,
) => Promise<void>;

/** Where a town's build goes. */
export function buildFolder(root: string, townId: string): string {
  return path.join(root, 'dist', townId);
}

/** Loads the built site. @throws when the town was never built. */
export async function loadAstroHandler(outDir: string): Promise<AstroHandler> {
  const file = path.join(outDir, 'server', 'entry.mjs');
  if (!existsSync(file)) throw new Error(`There is no build in ${outDir}. npm start makes one.`);
  const built = (await import(pathToFileURL(file).href)) as { handler: AstroHandler };
  return built.handler;
}
