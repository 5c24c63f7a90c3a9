#!/usr/bin/env python3
"""Scores the claims that `annals read` finds in Chinese news sentences against the event annotations of DuEE.

    chinese_events.py ANNALS DUEE.json.gz [--errors] [--type TYPE]

Only DuEE's event types that have a counterpart in the ontology count; claims of other types are neither right nor wrong, but
a claim of a counted type without its annotation is an error, also where the annotators did not look for it, so that precision
is a lower bound. A trigger is right when it overlaps the annotated one and its type is one of the counterparts; an argument, when
the claim is right, its role is the counterpart and its words overlap. Prints precision, recall and F1; ends with 0 and a
remark when the data is absent.
"""
import argparse
import collections
import gzip
import json
import os
import subprocess
import sys

# DuEE type: (our types, {its role: our roles}). A role that is not named here has no counterpart.
COUNTERPARTS = {
    '财经/交易-出售/收购': ({'money.purchase'}, {'出售方': {'seller'}, '收购方': {'buyer'}, '交易物': {'asset'}}),
    '财经/交易-融资': ({'money.fund'}, {'领投方': {'giver'}, '跟投方': {'giver'}, '融资方': {'recipient'}}),
    '财经/交易-上市': ({'organization.restructure', 'product.release'}, {'上市企业': {'organization', 'agent'}}),
    '产品行为-发布': ({'product.release'}, {'发布方': {'agent'}, '发布产品': {'product'}}),
    '产品行为-上映': ({'product.release'}, {'上映方': {'agent'}, '上映影视': {'product'}}),
    '产品行为-下架': ({'product.release'}, {'下架方': {'agent'}, '下架产品': {'product'}}),
    '交往-道歉': ({'communication.say'}, {'道歉者': {'speaker'}, '道歉对象': {'addressee'}}),
    '交往-点赞': ({'stance.support'}, {'点赞方': {'agent'}, '点赞对象': {'target'}}),
    '交往-感谢': ({'stance.support'}, {'致谢人': {'agent'}, '被感谢人': {'target'}}),
    '交往-会见': ({'communication.meet'}, {'会见主体': {'participant'}, '会见对象': {'participant'}}),
    '交往-探班': ({'communication.meet'}, {'探班主体': {'participant'}, '探班对象': {'participant'}}),
    '人生-产子/女': ({'life.birth'}, {'出生者': {'person'}}),
    '人生-死亡': ({'life.death'}, {'死者': {'person'}}),
    '司法行为-罚款': ({'money.pay'}, {'罚款对象': {'payer'}, '执法机构': {'payee'}}),
    '司法行为-拘捕': ({'law.charge'}, {'拘捕者': {'agent'}, '被拘捕者': {'defendant'}}),
    '司法行为-举报': ({'stance.accuse'}, {'举报发起方': {'agent'}, '举报对象': {'target'}}),
    '司法行为-立案': ({'law.charge'}, {'立案机构': {'agent'}, '立案对象': {'defendant'}}),
    '司法行为-起诉': ({'law.sue', 'law.charge'}, {'原告': {'plaintiff', 'agent'}, '被告': {'defendant'}}),
    '司法行为-入狱': ({'law.charge', 'law.rule'}, {'入狱者': {'defendant'}}),
    '司法行为-约谈': ({'communication.meet', 'law.charge'}, {'约谈对象': {'participant', 'defendant'}, '约谈发起方': {'participant', 'agent'}}),
    '组织关系-裁员': ({'position.dismiss'}, {'裁员方': {'by'}}),
    '组织关系-辞/离职': ({'position.end'}, {'离职者': {'person'}, '原所属组织': {'organization'}}),
    '组织关系-加盟': ({'position.start', 'agreement.sign'}, {'加盟者': {'person', 'party'}, '所加盟组织': {'organization', 'party'}}),
    '组织关系-解雇': ({'position.dismiss'}, {'解雇方': {'by', 'organization'}, '被解雇人员': {'person'}}),
    '组织关系-停职': ({'position.dismiss'}, {'停职人员': {'person'}, '所属组织': {'by', 'organization'}}),
    '组织关系-退出': ({'position.end'}, {'退出方': {'person'}, '原所属组织': {'organization'}}),
    '组织关系-解散': ({'organization.restructure'}, {'解散方': {'organization', 'agent'}}),
    '组织关系-解约': ({'agreement.sign'}, {'被解约方': {'party'}, '解约方': {'party'}}),
}
COUNTED = {ours for types, _ in COUNTERPARTS.values() for ours in types}


def row(name, hit, predicted, gold):
    precision, recall = hit / predicted if predicted else 0.0, hit / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f'{name:24} {precision:7.3f} {recall:7.3f} {f1:7.3f}   {hit}/{predicted}/{gold}'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('annals')
    parser.add_argument('data')
    parser.add_argument('--errors', action='store_true', help='list what was missed and what was wrong')
    parser.add_argument('--type', help="only this one of DuEE's types")
    args = parser.parse_args()
    if not os.path.exists(args.data):
        print(f'skipped: {args.data} is not there')
        return
    with gzip.open(args.data, 'rt', encoding='utf-8') as f:
        sentences = [json.loads(line) for line in f if line.strip()]
    documents = ''.join(json.dumps({'id': str(n), 'text': s['text'], 'language': 'zh'}, ensure_ascii=False) + '\n' for n, s in enumerate(sentences))
    done = subprocess.run([args.annals, 'read', '--from', 'jsonl', '-'], input=documents.encode(), stdout=subprocess.PIPE, check=True)
    claims = collections.defaultdict(list)
    for line in done.stdout.decode().splitlines():
        record = json.loads(line)
        if record['kind'] == 'claim':
            claims[int(record['document'])].append(record)

    triggers, arguments = collections.Counter(), collections.Counter()
    by_type = collections.defaultdict(collections.Counter)
    for number, sentence in enumerate(sentences):
        predicted = [c for c in claims[number] if c['type'] in COUNTED]
        gold = [e for e in sentence['event_list'] if e['event_type'] in COUNTERPARTS and args.type in (None, e['event_type'])]
        if args.type and not gold:
            continue
        taken = set()
        for event in gold:
            types, roles = COUNTERPARTS[event['event_type']]
            start = event['trigger_start_index']
            end = start + len(event['trigger'])
            match = next((k for k, c in enumerate(predicted) if k not in taken and c['type'] in types and
                          c['trigger']['start'] < end and start < c['trigger']['end']), None)
            wanted = [(a['argument'], a['argument_start_index'], roles[a['role']]) for a in event['arguments'] if a['role'] in roles]
            triggers['gold'] += 1
            by_type[event['event_type']]['gold'] += 1
            arguments['gold'] += len(wanted)
            if match is None:
                if args.errors:
                    print(f"missed {event['event_type']} '{event['trigger']}' in: {sentence['text']}")
                continue
            taken.add(match)
            triggers['hit'] += 1
            by_type[event['event_type']]['hit'] += 1
            participants = [p for p in predicted[match]['participants'] if 'start' in p]
            arguments['predicted'] += sum(p['role'] in set().union(*roles.values()) for p in participants)
            for words, begin, ours in wanted:
                found = next((p for p in participants if p['role'] in ours and p['start'] < begin + len(words) and begin < p['end']), None)
                if found:
                    participants.remove(found)
                    arguments['hit'] += 1
                elif args.errors:
                    print(f"no {'/'.join(sorted(ours))} = {words} for '{event['trigger']}' in: {sentence['text']}")
        triggers['predicted'] += len(predicted)
        arguments['predicted'] += sum(len(predicted[k]['participants']) for k in range(len(predicted)) if k not in taken)
        if args.errors:
            for k, claim in enumerate(predicted):
                if k not in taken:
                    print(f"spurious {claim['type']} '{sentence['text'][claim['trigger']['start']:claim['trigger']['end']]}' in: {sentence['text']}")
    print(f"{'':24} {'P':>7} {'R':>7} {'F1':>7}   hit/predicted/gold")
    print(row('trigger and type', triggers['hit'], triggers['predicted'], triggers['gold']))
    print(row('argument and role', arguments['hit'], arguments['predicted'], arguments['gold']))
    for name, counts in sorted(by_type.items()):
        print(f"  {name}: {counts['hit']}/{counts['gold']}")


if __name__ == '__main__':
    sys.exit(main())
