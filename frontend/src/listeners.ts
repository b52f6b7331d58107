/** Those who want to hear of changes. `listen` has the shape that `useSyncExternalStore` takes: it returns what ends the listening. */
export function listeners() {
  const all = new Set<() => void>()
  return {
    tell: () => {
      for (const listener of all) listener()
    },
    listen: (listener: () => void) => {
      all.add(listener)
      return () => all.delete(listener)
    },
  }
}
