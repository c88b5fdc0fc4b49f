/** Keeps the elements of a pane in one order, since the keyboard follows it; focus stays where it is. */
export function keepListOrder(pane: HTMLElement, orderOf: (element: Element) => number): void {
  const sort = () => {
    const focused = document.activeElement;
    const sorted = [...pane.children].sort((a, b) => orderOf(a) - orderOf(b));
    let next = pane.firstElementChild;
    for (const element of sorted) {
      if (element === next) next = next.nextElementSibling;
      else pane.insertBefore(element, next);
    }
    if (focused instanceof HTMLElement && pane.contains(focused) && document.activeElement !== focused)
      focused.focus({ preventScroll: true });
  };
  new MutationObserver(sort).observe(pane, { childList: true });
  sort();
}
