// Every page as every role that it is not for: what is checked is in walk.mjs.
export { walkAsOthers as default } from '../walk.mjs'
