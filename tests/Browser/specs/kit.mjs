// Every component on one page: what is checked is in walk.mjs.
export { walkKit as default } from '../walk.mjs'
