// What is done in several places is done in each of them, whatever becomes of another.

/** One after the other. Where `act` gives null nothing was done, which keeps nobody from the next. Rejects with the first failure. */
export async function inSequence<Place, Done>(
  places: readonly Place[],
  act: (place: Place) => Promise<Done | null>,
  took: (place: Place, done: Done) => void,
): Promise<void> {
  for (const place of places) {
    const done = await act(place)
    if (done !== null) took(place, done)
  }
}

/** Each is tried, also after one that failed. Rejects with the first failure, once all were tried. */
export async function trySequence<One>(
  all: readonly One[],
  act: (one: One) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = []
  for (const one of all) await act(one).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}
