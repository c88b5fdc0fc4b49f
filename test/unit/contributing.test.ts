import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}

test('a contributor finds why each package is there, and no package that is not', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const packages = Object.keys({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  });
  const contributing = readFileSync('CONTRIBUTING.md', 'utf8');
  const section = /## Dependencies\n([\s\S]*?)\n## /.exec(contributing)?.[1] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('- '));
  const listed = lines.flatMap((line) =>
    [...(line.split(':')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
  const covers = (entry: string, name: string) =>
    entry === name || (entry === '@types/*' && name.startsWith('@types/'));
  const siblings = (name: string) => name.startsWith('node-');
  expect(packages.filter((name) => !siblings(name) && !listed.some((entry) => covers(entry, name)))).toEqual(
    [],
  );
  expect(listed.filter((entry) => !packages.some((name) => covers(entry, name)))).toEqual([]);
});
