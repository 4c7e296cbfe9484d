// Loaded before dependency-cruiser, which reads TypeScript through the compiler's JavaScript API.
// TypeScript 7, which checks our types, has no such API, so here "typescript" means version 6.
import Module, { register } from 'node:module'

const resolveFilename = Module._resolveFilename
Module._resolveFilename = (request, ...rest) =>
  resolveFilename(request.replace(/^typescript(?=\/|$)/, 'typescript-6'), ...rest)

const hook = `
  export const resolve = (specifier, context, next) =>
    next(specifier === 'typescript' ? 'typescript-6' : specifier, context)`
register(`data:text/javascript,${encodeURIComponent(hook)}`)
