import { Background, Controls, MarkerType, ReactFlow, ReactFlowProvider, useReactFlow, type Edge as FlowEdge } from '@xyflow/react';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { useLanguage, useSaid, useWords } from '@kit';
import { nodeHeight, nodeWidth, stepFrom, type Drawing, type Drawn, type Edge, type Placed, type Step } from './trace-graph';
import { FactBox, spoken, type FactNode } from './trace-node';
import { whyWord } from './trace-words';
import '@xyflow/react/dist/style.css';

const words = { graph: { zh: '支付链条图', en: 'Graph of the trace' } } as const;

const nodeTypes = { fact: FactBox };
const keys: Readonly<Record<string, Step>> = { ArrowRight: 'causes', ArrowLeft: 'effects', ArrowUp: 'up', ArrowDown: 'down' };
const readable = 0.85;
const legibleZoom = 0.6;
const smallest = 0.15;
const mostLabels = 5;

type CanvasProps = {
  readonly drawing: Drawing;
  readonly placed: readonly Placed[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (drawn: Drawn) => void;
};

export function TraceCanvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

const focusable = (id: string): HTMLElement | null => document.querySelector(`.trace-canvas [data-id="${CSS.escape(id)}"]`);

/** Shows all of it where that can be read; else its beginning, from which one walks on. */
function useBeginning(first: Placed | undefined): () => Promise<void> {
  const flow = useReactFlow();
  return async () => {
    await flow.fitView({ maxZoom: 1, padding: 0.06 });
    if (flow.getZoom() >= legibleZoom || !first) return;
    await flow.setCenter(first.x + nodeWidth, first.y + nodeHeight / 2, { zoom: readable });
  };
}

function Canvas({ drawing, placed, selected, onSelect, onOpen }: CanvasProps) {
  const t = useWords(words);
  const flow = useReactFlow();
  const current = placed.find(({ id }) => id === selected) ?? placed[0];
  const { nodes, edges } = useFlow(drawing, placed, current?.id);
  const walked = useRef(false);
  useEffect(() => {
    if (!walked.current || !current) return;
    walked.current = false;
    focusable(current.id)?.focus({ preventScroll: true });
    void flow.setCenter(current.x + nodeWidth / 2, current.y + nodeHeight / 2, { zoom: Math.max(readable, flow.getZoom()) });
  }, [current, flow]);
  const show = useBeginning(current);
  const onKeyDown = (event: KeyboardEvent) => {
    const onNode = (event.target as HTMLElement).dataset['id'];
    const here = placed.find(({ id }) => id === onNode) ?? current;
    const step = keys[event.key];
    if (!here || (!step && event.key !== 'Enter') || onNode === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    walked.current = true;
    if (!step) return onOpen(here);
    const next = stepFrom(placed, drawing.edges, here.id, step);
    if (next !== undefined) onSelect(next);
  };
  return (
    <div className="trace-canvas" onKeyDownCapture={onKeyDown} role="group" aria-label={t('graph')}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        minZoom={smallest}
        onInit={() => void show()}
        onNodeClick={(_, { data }) => {
          walked.current = true;
          onOpen(data.drawn);
        }}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function useFlow(drawing: Drawing, placed: readonly Placed[], selected: string | undefined) {
  const said = useSaid();
  const { language } = useLanguage();
  return useMemo(() => {
    const nodes = placed.map(({ x, y, ...drawn }): FactNode => {
      const isSelected = drawn.id === selected;
      return {
        ...{ id: drawn.id, type: 'fact', position: { x, y }, width: nodeWidth, height: nodeHeight, data: { drawn, selected: isSelected } },
        ariaLabel: spoken(drawn, said, language),
        focusable: true,
        domAttributes: { tabIndex: isSelected ? 0 : -1, 'aria-current': isSelected ? 'true' : undefined },
      };
    });
    const isNear = ({ effect, cause }: Edge) => effect === selected || cause === selected;
    // Where many meet, their words would lie on one another; the list and the drawer have them.
    const legible = drawing.edges.filter(isNear).length <= mostLabels;
    const edges = drawing.edges.map((edge): FlowEdge => {
      const { effect, cause, why } = edge;
      const near = isNear(edge);
      return {
        ...{ id: `${effect} ${cause} ${why}`, source: effect, target: cause, type: 'smoothstep' },
        ...(near && legible && { label: said(whyWord(why)), zIndex: 1 }),
        className: near ? 'near' : '',
        markerEnd: { type: MarkerType.ArrowClosed },
      };
    });
    return { nodes, edges };
  }, [drawing, placed, selected, said, language]);
}
