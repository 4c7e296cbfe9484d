/** What is said at an address that has no page. */
export function Missing() {
  return (
    <div className="text">
      <h1>There is no page here</h1>
      <p>
        The address may be misspelt. Claims never move: a claim that we withdrew keeps its page and
        says so.
      </p>
      <p>
        <a href="/claims">Browse all claims</a> or go to the <a href="/">front page</a>.
      </p>
    </div>
  )
}
