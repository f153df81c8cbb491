// A browser that keeps a file says nothing to the page of what went wrong: it would keep the problem under the file's name.
// So the session is asked about first.

import { ProblemError } from '#ui/api/problem-error.ts'
import { noteFailure } from '#ui/api/trouble.ts'
import { api } from '../api.ts'

/** Null where a file can be asked for now. Whoever must sign in again is asked to by the frame. */
export async function downloadProblem(): Promise<string | null> {
  try {
    await api('GET /session')
    return null
  } catch (error) {
    noteFailure(error)
    if (error instanceof ProblemError) return error.code
    throw error
  }
}
