// Asks for something that must happen once until it is known whether it did: a line that is cut on the way back says nothing of
// what the server has done. The server must take the same question twice for one.

/** Long enough for a service that is started anew, and for a lift. */
export const restsMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 60_000] as const

export interface Confirming {
  /** Whether it may have happened all the same. */
  readonly isUnsure: (error: unknown) => boolean
  /** Called each time nobody knows. */
  readonly onUnsure: () => void
  readonly rest: (ms: number) => Promise<void>
}

/** Rejects with what is known not to have happened, or with the last error where nobody ever answered. */
export async function askUntilConfirmed<Answer>(
  asked: () => Promise<Answer>,
  { isUnsure, onUnsure, rest }: Confirming,
): Promise<Answer> {
  for (const ms of restsMs) {
    try {
      return await asked()
    } catch (error) {
      if (!isUnsure(error)) throw error
      onUnsure()
    }
    await rest(ms)
  }
  return await asked()
}
