import type { GraphModel } from './graph-model.js';
import { escapeXml, svgGraph } from './svg.js';

/** One file without any other: the picture, a search box, and a click that shows what a component needs and what needs it. */
export function htmlGraph(model: GraphModel): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeXml(model.title)} · panka graph</title>
<style>
body{margin:0;font-family:system-ui,sans-serif;background:#fff;color:#0f172a}
header{position:sticky;top:0;display:flex;gap:1rem;align-items:center;padding:.6rem 1rem;background:#f8fafc;border-bottom:1px solid #e2e8f0}
input{flex:0 1 22rem;padding:.4rem .6rem;border:1px solid #94a3b8;border-radius:6px;font:inherit}
main{overflow:auto}
.node{cursor:pointer}
svg.filtered .node:not(.hit),svg.filtered .edge:not(.hit){opacity:.15}
.node.hit rect{stroke-width:3}
</style>
</head>
<body>
<header><label>Find <input id="find" type="search" placeholder="name or kind" autofocus></label><span id="found" role="status">${model.nodes.length} components, ${model.edges.length} edges</span></header>
<main>
${svgGraph(model)}
</main>
<script>
const svg=document.querySelector('svg'),nodes=[...svg.querySelectorAll('.node')],edges=[...svg.querySelectorAll('.edge')],find=document.getElementById('find'),found=document.getElementById('found');
function show(hits,hitEdges){svg.classList.toggle('filtered',hits!==null);for(const n of nodes)n.classList.toggle('hit',hits!==null&&hits.has(n.dataset.id));for(const e of edges)e.classList.toggle('hit',hits!==null&&hitEdges(e));found.textContent=hits===null?nodes.length+' components, '+edges.length+' edges':hits.size+' of '+nodes.length+' components'}
find.addEventListener('input',()=>{const q=find.value.trim().toLowerCase();if(!q)return show(null);const hits=new Set(nodes.filter(n=>(n.dataset.id+' '+n.dataset.kind).toLowerCase().includes(q)).map(n=>n.dataset.id));show(hits,e=>hits.has(e.dataset.from)&&hits.has(e.dataset.to))});
for(const n of nodes)n.addEventListener('click',()=>{const id=n.dataset.id,hits=new Set([id]);for(const e of edges)if(e.dataset.from===id)hits.add(e.dataset.to);else if(e.dataset.to===id)hits.add(e.dataset.from);show(hits,e=>e.dataset.from===id||e.dataset.to===id)});
</script>
</body>
</html>
`;
}
