/** The page a query asks for, from 1; anything that is no page is the first. */
export function pageNumber(asked: string | null): number {
  const number = Number(asked);
  return Number.isSafeInteger(number) && number >= 1 && number <= 10_000 ? number : 1;
}
