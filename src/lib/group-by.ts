/** The items under each key, in the order they came. */
export function groupBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const grouped = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const members = grouped.get(key);
    if (members) members.push(item);
    else grouped.set(key, [item]);
  }
  return grouped;
}
