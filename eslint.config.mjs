import astro from 'eslint-plugin-astro';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** The import rules of the house: which room may not reach into which. */
const room = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const not = (group, message) => ({ group, message });
const io = not(['**/*.server.ts', '#db/*', '#server/*', 'node:*', 'astro:*'], 'Pure files do no I/O.');
const leaflet = not(['leaflet', 'leaflet.*'], 'Only features/map knows Leaflet.');
const upward = not(
  ['#features/*', '**/pages/**', '**/actions/**'],
  'Imports point from pages to features to components to lib.',
);

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '**/.astro/',
      '.data/',
      'node_modules/',
      'public/',
      'db/migrations/',
      'test/fixtures/',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 260, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/cli/**', 'test/**', 'src/server/entry.ts', 'src/server/start*.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['src/i18n/**', 'test/**'], rules: { 'max-lines': 'off' } },
  ...astro.configs.recommended,
  { files: ['**/*.astro'], languageOptions: { globals: globals.browser } },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  room(
    ['db/**/*.ts'],
    [
      not(
        ['#features/*', '#server/*', '#components/*', '#i18n/*', '#lib/*', '**/src/**'],
        'db imports nothing from src.',
      ),
    ],
  ),
  room(['src/lib/**/*.ts'], [io, upward, leaflet]),
  room(['src/components/**'], [io, upward, leaflet]),
  room(
    ['src/features/**/*.ts'],
    [io, leaflet],
    ['src/features/**/*.server.ts', 'src/features/**/*.client.ts', 'src/features/map/**'],
  ),
  room(
    ['src/features/**/*.server.ts'],
    [leaflet, not(['astro:*', '**/*.astro'], 'Jobs and the CLI load these files without Astro.')],
  ),
  room(
    ['src/features/**/*.astro', 'src/features/**/*.client.ts'],
    [not(['**/*.server.ts', '#db/*'], 'Components and browser code never reach the database.'), leaflet],
    ['src/features/map/**'],
  ),
  room(
    ['src/pages/**', 'src/actions/**', 'src/middleware.ts', 'src/layouts/**'],
    [
      leaflet,
      not(
        ['#db/client.ts', 'drizzle-orm', 'drizzle-orm/*', 'postgres'],
        'Pages and actions hold no queries.',
      ),
    ],
  ),
);
