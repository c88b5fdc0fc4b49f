import { defineConfig } from 'vitest/config';

const databaseTests = 'test/unit/**/*.db.test.ts';
const slow = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], exclude: [databaseTests], ...slow } },
      {
        test: { name: 'embedded', include: [databaseTests], env: { TEST_DATABASE: 'embedded' }, ...slow },
      },
      {
        test: {
          name: 'postgres',
          include: [databaseTests],
          env: { TEST_DATABASE: 'server' },
          globalSetup: 'test/support/setup-postgres.ts',
          ...slow,
        },
      },
      {
        resolve: { alias: { 'astro:actions': `${import.meta.dirname}/test/support/astro-actions.ts` } },
        test: {
          name: 'server',
          include: ['test/server/**/*.test.ts', 'test/fault/**/*.test.ts'],
          globalSetup: 'test/support/setup-postgres.ts',
          fileParallelism: false,
          ...slow,
        },
      },
      {
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], fileParallelism: false, ...slow },
      },
    ],
  },
});
