export * from './catalogs.ts';
export * from './groups.ts';
export * from './impact.ts';
export * from './membership.ts';
export * from './people.ts';
export * from './town.ts';
