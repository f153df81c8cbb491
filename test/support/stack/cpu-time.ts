// What work costs, where its time would say how busy the machine is as well.

/** Milliseconds of processor that this process took while `work` went on. */
export async function cpuMilliseconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
