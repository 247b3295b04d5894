// remark with GFM, directives, math and front matter: as Markdown, or as MDX through @mdx-js/mdx.
// usage: node remark.mjs FOLDER md|mdx, where FOLDER/node_modules holds the packages
// A line on stdin is a JSON list of articles; the line on stdout is the list of their HTML, null
// where MDX refuses the article.

import {createRequire} from 'node:module'
import path from 'node:path'
import readline from 'node:readline'
import {pathToFileURL} from 'node:url'

const [folder, kind] = process.argv.slice(2)
const require = createRequire(path.join(folder, 'package.json'))
const load = async (name) => import(pathToFileURL(require.resolve(name)))

const {createProcessor} = await load('@mdx-js/mdx')
const {unified} = await load('unified')
const {toHtml} = await load('hast-util-to-html')
const {visit} = await load('unist-util-visit')
const {default: Slugger} = await load('github-slugger')
const {toString} = await load('mdast-util-to-string')
const [parse, gfm, directive, frontMatter, math, toHast, raw] = await Promise.all(
  ['remark-parse', 'remark-gfm', 'remark-directive', 'remark-frontmatter', 'remark-math',
   'remark-rehype', 'rehype-raw'].map(async (name) => (await load(name)).default)
)

// A directive becomes an element; what only looks like one ("16:9") stays text, as in Docusaurus.
function boxes() {
  return (tree, file) => {
    visit(tree, ['containerDirective', 'leafDirective', 'textDirective'], (node, index, parent) => {
      const bare = Object.keys(node.attributes || {}).length + node.children.length === 0
      if (node.type === 'textDirective' && bare) {
        const value = String(file).slice(node.position.start.offset, node.position.end.offset)
        parent.children[index] = {type: 'text', value}
        return
      }
      const properties = {kind: node.type, name: node.name, ...node.attributes}
      node.data = {...node.data, hName: 'directive-box', hProperties: properties}
    })
  }
}

// Every heading has an id: what its author wrote behind it in MDX, as Docusaurus reads it, or
// GitHub's slug of its words.
function headingIds() {
  return (tree) => {
    const slugger = new Slugger()
    visit(tree, 'heading', (node) => {
      const last = node.children.at(-1)
      const comment = last?.type === 'mdxTextExpression' && /^\/\*\s*#(\S+)\s*\*\/$/.exec(last.value)
      const braces = kind === 'mdx' && last?.type === 'text' && /\s*\{#([^{}]+)\}$/.exec(last.value)
      if (comment) node.children.pop()
      if (braces) last.value = last.value.slice(0, braces.index)
      const id = (comment || braces || [])[1] ?? slugger.slug(toString(node).trim())
      node.data = {...node.data, hProperties: {...node.data?.hProperties, id}}
    })
  }
}

const code = (value) => [{type: 'element', tagName: 'code', properties: {},
                          children: [{type: 'text', value}]}]

// What MDX adds to the tree becomes elements, so that it can be written as HTML.
function plain(node) {
  if (node.children) node.children = node.children.map(plain)
  if (node.type === 'mdxjsEsm') {
    return {type: 'element', tagName: 'mdx-esm', properties: {}, children: code(node.value)}
  }
  if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') {
    return {type: 'element', tagName: 'mdx-expression', properties: {}, children: code(node.value)}
  }
  if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
    const properties = {name: node.name || ''}
    for (const one of node.attributes) {
      const value = one.value && typeof one.value === 'object' ? one.value.value : one.value
      properties[one.type === 'mdxJsxAttribute' ? `data-${one.name}` : 'data-spread'] = value ?? ''
    }
    return {type: 'element', tagName: 'mdx-element', properties, children: node.children}
  }
  return node
}

const writing = (tree) => toHtml(plain(tree), {allowDangerousHtml: true})
const remarkPlugins = [gfm, directive, frontMatter, math, boxes, headingIds]

// MDX takes braces for an expression; Docusaurus escapes those of a heading's id beforehand.
const HEADING = /^#{1,6}(?!#).*/gm

async function asMdx(text) {
  let html = ''
  const capture = () => (tree) => { html = writing(structuredClone(tree)) }
  const processor = createProcessor({remarkPlugins, rehypePlugins: [capture]})
  try {
    await processor.process(text.replace(HEADING, (line) => line.replaceAll('{#', '\\{#')))
  } catch {
    return null
  }
  return html
}

const markdown = unified().use(parse).use(remarkPlugins)
  .use(toHast, {allowDangerousHtml: true}).use(raw)

async function asMarkdown(text) {
  return writing(await markdown.run(markdown.parse(text), text))
}

const html = kind === 'mdx' ? asMdx : asMarkdown
for await (const line of readline.createInterface({input: process.stdin, crlfDelay: Infinity})) {
  const made = []
  for (const text of JSON.parse(line)) made.push(await html(text))
  process.stdout.write(JSON.stringify(made) + '\n')
}
