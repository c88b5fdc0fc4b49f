import { and, getTableColumns, inArray, isNull, notInArray, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Database, Transaction } from '#db/client.ts';
import { focuses, measures, neighborhoods, prompts, searchDocuments } from '#db/schema/index.ts';
import { townDocuments } from '#features/search/town-documents.ts';
import type { Town } from './town.ts';

/**
 * Makes the database know the town's content: neighborhoods, focuses, measures and prompts by id, and what the search
 * finds of them and of the narrative. What disappeared from the content is retired, never deleted, and comes back if
 * it returns. Doing it again changes nothing; processes that start at once wait for each other.
 */
export async function upsertCatalogs(db: Database, town: Town): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7270222)`);
    await put(tx, neighborhoods, neighborhoodRows(town));
    await put(tx, focuses, focusRows(town));
    await put(tx, measures, measureRows(town));
    await put(tx, prompts, promptRows(town));
    await putDocuments(tx, town);
  });
}

type Catalog = typeof neighborhoods | typeof focuses | typeof measures | typeof prompts;

/** Writes the entries of one catalog, and retires those that are no longer among them. */
async function put<Table extends Catalog>(
  tx: Transaction,
  table: Table,
  rows: (Table['$inferInsert'] & { id: string })[],
): Promise<void> {
  if (rows.length > 0) {
    const set = incoming(table, Object.keys(rows[0] ?? {}));
    await tx
      .insert(table)
      .values(rows as never)
      .onConflictDoUpdate({ target: table.id, set: set });
  }
  const gone = notInArray(
    table.id,
    rows.map(({ id }) => id),
  );
  const ofTheTown =
    table === prompts ? isNull(prompts.writtenBy) : 'groupId' in table ? isNull(table.groupId) : undefined;
  await tx
    .update(table)
    .set({ retiredAt: sql`now()` })
    .where(and(gone, ofTheTown, isNull(table.retiredAt)));
}

/** Each of these columns set to what was to be inserted. */
function incoming(table: PgTable, keys: readonly string[]): Record<string, SQL> {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => keys.includes(key));
  return Object.fromEntries(columns.map(([key, { name }]) => [key, sql`excluded.${sql.identifier(name)}`]));
}

function neighborhoodRows(town: Town) {
  return town.neighborhoods.map(({ id, name, gridReference, label: [lon, lat] }) => ({
    id,
    name,
    gridRef: gridReference,
    lon,
    lat,
    retiredAt: null,
  }));
}

function focusRows(town: Town) {
  return town.focuses.map(({ id, name, order }) => ({ id, name, position: order, retiredAt: null }));
}

function measureRows(town: Town) {
  return town.measures.map((measure) => ({
    id: measure.id,
    focusId: measure.focus,
    name: measure.name,
    unit: measure.unit,
    outOf: measure.outOf ?? null,
    readAs: measure.readAs ?? 'percent',
    kind: measure.kind,
    better: measure.better,
    confirmAfterDays: measure.confirmAfterDays ?? null,
    money: measure.money,
    seasonMonths: measure.seasonal?.months ?? null,
    sensitive: measure.sensitive,
    iris: measure.iris ?? null,
    sdg: measure.sdg ?? null,
    retiredAt: null,
  }));
}

function promptRows(town: Town) {
  return town.prompts.map(({ id, state, text }) => ({ id, state, text, retiredAt: null }));
}

/** The kinds whose documents come from the content; groups and reports are kept by the database's triggers. */
const contentKinds = ['chapter', 'revision', 'focus', 'neighborhood', 'page', 'measure'];

async function putDocuments(tx: Transaction, town: Town): Promise<void> {
  const documents = townDocuments(town);
  const { title, body, path, kind, ref, lang } = searchDocuments;
  const key = (document: { kind: string; ref: string; lang: string }) =>
    [document.kind, document.ref, document.lang].join('\n');
  await tx
    .delete(searchDocuments)
    .where(
      and(
        inArray(kind, contentKinds),
        notInArray(sql`concat_ws(E'\n', ${kind}, ${ref}, ${lang})`, documents.map(key)),
      ),
    );
  await tx
    .insert(searchDocuments)
    .values(documents)
    .onConflictDoUpdate({
      target: [kind, ref, lang],
      set: { ...incoming(searchDocuments, ['title', 'body', 'path']), changedAt: sql`now()` },
      setWhere: sql`(${title}, ${body}, ${path}) is distinct from (excluded.title, excluded.body, excluded.path)`,
    });
}
