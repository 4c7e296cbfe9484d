/** What was asked for lately: at least the last `size` answers and at most twice as many, however many there were. */
export class Recent<V> {
  private now = new Map<string, V>()
  private before = new Map<string, V>()

  constructor(private readonly size: number) {}

  get(key: string): V | undefined {
    const value = this.now.get(key)
    if (value !== undefined) return value
    const older = this.before.get(key)
    if (older !== undefined) this.set(key, older)
    return older
  }

  set(key: string, value: V): void {
    if (this.now.size >= this.size) {
      this.before = this.now
      this.now = new Map()
    }
    this.now.set(key, value)
  }
}
