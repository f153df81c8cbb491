import type { Zone } from '#stack/installation.ts'
import type { Context } from '../context.ts'
export async function mailZones(_context: Context): Promise<readonly Zone[]> {
  return []
}
