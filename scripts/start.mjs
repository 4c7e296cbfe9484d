// `npm start`. Plain Node, and nothing from node_modules until launcher/install.mjs has seen to it.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Counterclaim needs Node 20.19 or later; this is ${process.versions.node}. Version 24 is recommended.`,
  )
  process.exit(1)
}

const { main } = await import('./launcher/main.mjs')
await main()
