import type { APIContext, MiddlewareNext } from 'astro';
import { defineMiddleware } from 'astro:middleware';
import type { SignedIn } from '#features/account/account.ts';
import { checkSession, sessionCookieName } from '#features/account/session.server.ts';
import { cacheControl } from '#server/headers.ts';
import { isOneClick } from '#server/one-click.ts';
import { isSameSite, safeMethods } from '#server/origin.ts';
import { problemOf } from '#server/problem.ts';
import { addressFault } from '#server/readable.ts';
import { languageOf, speak } from '#server/site-language.ts';
import { servicesKey, type Services } from '#server/services.ts';
import type { Town } from '#features/town/town.ts';

/** Says what every page may rely on (`App.Locals`), and refuses what no page should have to look at. */
export const onRequest = defineMiddleware(async (context, next) => {
  const town = await describe(context);
  const problem = context.locals.problem ?? refusal(context, town);
  if (problem) return showProblem(context, next, problem);
  try {
    return sayCharset(await next());
  } catch (error) {
    if (context.isPrerendered || context.locals.app === undefined) throw error;
    const status = problemOf(error);
    context.locals.app.log.error({ err: error, url: context.url.pathname, status }, 'a page failed');
    return showProblem(context, next, status);
  }
});

async function describe(context: APIContext): Promise<Town> {
  const { locals, url, isPrerendered } = context;
  // In development, and for an address that no page has, the entry's locals do not come along.
  const shared = (globalThis as { [servicesKey]?: Services })[servicesKey];
  if (!isPrerendered && shared) locals.app ??= shared;
  // An address that no page has is shown without the entry's locals, and Astro knows no reader's address there.
  if (!isPrerendered) locals.clientAddress ??= import.meta.env.DEV ? context.clientAddress : '';
  const town = locals.app?.town ?? (await townOfBuild());
  locals.town = town;
  speak(locals, languageOf(url.pathname, town.languages), town.languages);
  locals.person = whoever(context);
  return town;
}

/** Asks the database who is signed in when a page wants to know, and once a request. */
function whoever({ cookies, locals, isPrerendered }: APIContext): App.Locals['person'] {
  let asked: Promise<SignedIn | null> | undefined;
  const ask = async (db: Services['db'], siteUrl: string) => {
    const { person, cookie } = await checkSession(
      db,
      siteUrl,
      cookies.get(sessionCookieName(siteUrl))?.value,
    );
    if (cookie) cookies.set(cookie.name, cookie.value, cookie.options);
    return person;
  };
  return () => {
    if (isPrerendered) return Promise.resolve(null);
    const { db, settings } = locals.app;
    asked ??= ask(db, settings.siteUrl);
    return asked;
  };
}

let builtTown: Promise<Town> | undefined;

/** The town of `CONTENT_DIR`, for pages made at build time. */
function townOfBuild(): Promise<Town> {
  builtTown ??= readTown();
  return builtTown;
}

async function readTown(): Promise<Town> {
  const { loadTown } = await import('#features/town/content.server.ts');
  const { readSettings } = await import('#server/settings.ts');
  return loadTown(readSettings(process.env).contentDir);
}

/** Astro's live pages leave out that they are UTF-8. */
function sayCharset(page: Response): Response {
  if (page.headers.get('Content-Type') === 'text/html')
    page.headers.set('Content-Type', 'text/html; charset=utf-8');
  return page;
}

/** The status with which a request is refused before its page is asked, if it is. */
function refusal(
  { request, url, params, isPrerendered, locals }: APIContext,
  town: Town,
): number | undefined {
  if (
    params.lang !== undefined &&
    params.lang !== town.languages.slice(1).find((each) => each === params.lang)
  )
    return 404;
  if (isPrerendered) return undefined;
  const fault = addressFault(url);
  if (fault) return fault;
  if (!allowedMethods(url.pathname).includes(request.method)) return 405;
  if (safeMethods.has(request.method)) return undefined;
  if (isOneClick(request.method, url)) return undefined;
  if (!isSameSite(request.headers, locals.app.settings.siteUrl)) return 403;
  return undefined;
}

/** Pages take forms; files for machines are only read. */
function allowedMethods(pathname: string): string[] {
  const isFile = /\.[a-z0-9]+$/.test(pathname);
  return isFile ? ['GET', 'HEAD'] : ['GET', 'HEAD', 'POST'];
}

/** Answers with the page that explains a refusal, in the language of the address asked for. */
async function showProblem(context: APIContext, next: MiddlewareNext, status: number): Promise<Response> {
  context.locals.problem = status;
  context.cache.set(false);
  const page = sayCharset(await next(context.locals.href('/problem/')));
  page.headers.set('Cache-Control', cacheControl.personal);
  if (status === 405) page.headers.set('Allow', allowedMethods(context.url.pathname).join(', '));
  if (status === 503 || status === 429) page.headers.set('Retry-After', '5');
  return page;
}
