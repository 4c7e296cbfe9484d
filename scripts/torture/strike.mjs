/** Kills a process, and says whether it was there: what was chosen a moment ago may have ended by itself. */
export function strike(pid) {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (error.code === 'ESRCH') return false
    throw error
  }
}
