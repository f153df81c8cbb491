// The page as the server gives it, and as it is kept where no answer comes: neither none nor one that is on its way for ever.

export interface PagePorts<Page> {
  readonly fetched: Promise<Page>
  readonly kept: () => Promise<Page | undefined>
  /** Resolves once nobody would wait any longer. */
  readonly patience: Promise<unknown>
}

/** Where nothing is kept, whatever comes in the end. */
export async function pageOrKept<Page>({ fetched, kept, patience }: PagePorts<Page>): Promise<Page> {
  const first = await Promise.race([
    fetched.then(
      (page) => ({ page }),
      () => null,
    ),
    patience.then(() => null),
  ])
  return first?.page ?? (await kept()) ?? (await fetched)
}
