/**
 * A program for jq 1.6 or newer that finds the calls that ran outside in lines of evidence, without any of
 * our code: it puts the records of a call together, finds the Region that they name, and looks whether the
 * list of its fence holds it. It takes over from the lines only what they say where no record names a
 * Region. Takes `$policies` (by hash), `$allowed` (by hash and fence: Regions, and zones without their
 * numbers), `$since` and `$until`; gives `[request id, source Region, inference Region]` for each.
 */
export const OUTSIDE_RECIPE = String.raw`# Regions
def zone: sub("-[0-9]+[a-z]?$"; "");
def listed($list): . as $code | any($list[]; . == $code or . == ($code | zone));

# Which calls a fence or a waiver holds. An absent list holds everything.
def fits($pattern): . as $text
  | ($pattern | split("*") | map(gsub("(?<c>[^A-Za-z0-9])"; "\\\(.c)")) | join(".*")) as $form
  | $text | test("^" + $form + "$");
def among($patterns): . as $text
  | $patterns == null or ($text != null and any($patterns[]; . as $pattern | $text | fits($pattern)));
def held($scope): . as $view
  | ($view.account | among($scope.accounts)) and ($view.source | among($scope.sourceRegions))
  and ($view.principal | among($scope.principals)) and ($view.model | among($scope.models));
def base($policy): . as $model
  | (if startswith("arn:") then (split(":")[5:] | join(":")) as $of
      | if $policy.profiles[$model] then $model
        elif $of | startswith("foundation-model/") then {base: $of[17:]}
        elif $of | startswith("inference-profile/") then $of[18:]
        else null end
    elif ($policy.profiles[$model] | not)
      and ((split(".")[0]) as $first | ($policy.prefixes | index($first) | not))
      then if (split(".")[0]) as $first | $policy.providers | index($first) then {base: .} else null end
    else . end)
  | if type == "object" then .base
    elif . == null then null
    elif $policy.profiles[.].modelId then $policy.profiles[.].modelId
    else . as $id | [$policy.prefixes[] | select(. as $prefix | $id | startswith($prefix + "."))][0] as $prefix
      | if $prefix == null then $id else $id[($prefix | length) + 1:] end end;

# Records of one call: the same source Region, request and event name.
def key: (if .requestId then [.sourceRegion, .requestId, .eventName] else [.eventId] end) | tojson;
def side: if .reading == "completion" then "completion" else "call" end;
def named: if .named.kind == "named" then .named.region else empty end;
# Corrections, by event id: each name with those that it points to. What lies on a circle corrects nothing.
def without($names): (reduce $names[] as $name ({}; .[$name] = true)) as $gone
  | with_entries(select($gone[.key] | not));
def reversed: . as $links | map_values([])
  | reduce ($links | to_entries[] | .key as $from | .value[] | [., $from]) as [$to, $from] (.;
      if .[$to] then .[$to] += [$from] else . end);
def in_order: . as $links | reversed as $back
  | map_values(map(select($links[.])) | length) as $open
  | def rounds: select(.next != []) | .next[], (
      .next as $now | .next = []
      | reduce ($now[] | $back[.][]) as $name (.;
          .open[$name] -= 1 | if .open[$name] == 0 then .next += [$name] else . end)
      | rounds);
    [{$open, next: [$open | to_entries[] | select(.value == 0) | .key]} | rounds];
def on_circles: without(in_order) | reversed | without(in_order);

[inputs | select(.reading != "creation")] as $all
| [$all[] | select(.corrects)] as $corrections
| (reduce $corrections[].corrects as $id ({}; .[$id] = [])) as $wanted
| (reduce ($all[] | select(.eventId != null and $wanted[.eventId] != null)) as $line ($wanted; .[$line.eventId] += [$line])) as $by
| (reduce ($corrections[] | select(.eventId)) as $line ({}; .[$line.eventId] += [$line.corrects]) | map_values(unique)) as $links
| ($links | on_circles) as $circles
| ($links | without($circles | keys)) as $chains
# What a correction of each event is about: the lines at the far end, one of each kind, source Region and key.
| (reduce (($wanted | without($chains | keys) | keys[]), ($chains | in_order[])) as $id ({};
    . as $ends | .[$id] = ([$by[$id][]? | . as $target
      | if .corrects == null or $chains[$id] == null then .
        else ($ends[.corrects] // []) as $far | if $far == [] then $target else $far[] end end]
      | unique_by([.reading, .sourceRegion, key])))) as $ends
| def originals: if .eventId != null and $circles[.eventId] then empty else $ends[.corrects][]? end;
  [$corrections[] | select(.reading != "stray") | . as $line
    | [originals]
    | select(length > 0)
    | map(select(.reading == $line.reading)) as $alike
    | {line: $line, keys: map(key), key: (if $alike == [] then . else $alike end | map(key) | min),
       useless: ($alike == []),
       doubted: (length > 1 or any(.[]; .reading != $line.reading or .sourceRegion != $line.sourceRegion))}
  ] as $corrected
| (reduce $corrected[] as $each ({}; .[$each.line | tojson] = $each.key)) as $keys
| def own: $keys[tojson] // key;
  ([$corrected[] | select(.doubted) | .keys[]]
    + [$corrections[] | select(.reading == "stray") | originals | key]) as $doubted
| [$corrected[] | select(.useless | not)] as $useful
| ([$corrected[] | select(.useless) | .line]
    + [$useful[] | . as $each | $by[$each.line.corrects][]
        | select(.corrects != null and side == ($each.line | side) and own == $each.key)]) as $gone
| [$useful[] | [.key, (.line | side)]] as $replaced
| [$all[] | select(.reading == "call" or .reading == "completion")
    | . + {own: own}
    | select(. as $line | ($gone | length) == 0 or (($line | del(.own)) as $bare | any($gone[]; . == $bare) | not))
    | select(.corrects != null or (. as $line | any($replaced[]; . == [$line.own, ($line | side)]) | not))
  ]
| group_by(if .requestId or .eventId then .own else tojson end)[]
| select(.[0].own as $own | any($doubted[]; . == $own) | not)
| sort_by([.time // "~", .eventId // ""])
| [.[] | select(.reading == "call")] as $calls
| [.[] | select(.reading == "completion")] as $ends
| (if $calls == [] then $ends else $calls end) as $lines
| [.[] | named] as $names

# What was refused ran nowhere; what names two Regions, or one that cannot be read, is undecided.
| select($ends != [] or any($calls[]; .outcome.kind != "refused" or .named != null or .inputTokens != null or .outputTokens != null))
| select(($names | unique | length) < 2)
| select(all(.[]; .named.kind != "unreadable") and all($ends[]; .named != null))

# The record that names the Region: of the call, else of the stream's end. Else what the call's line says.
| ([$calls[] | select(named)]) as $naming
| (if $naming != [] then $naming elif $names != [] then $ends else $lines end) as $from
| ($names[0] // $lines[0].judged.inferenceRegion) as $region
| $policies[0][$from[0].policy] as $policy
| $allowed[0][$from[0].policy] as $list
| $from[0].time as $time
| select($time == null or (($since == "" or $time >= $since) and ($until == "" or $time <= $until)))
| select($names == [] or ($policy.regions[$region] != null) or ($policy.zones[$region | zone] != null))
| [$lines[] | . as $line | ([.accountId] + [.callerAccountId // empty])[] as $account
    | (if (.models // []) == [] then null else .models[] end) as $model
    | {account: $account, source: $line.sourceRegion, principal: $line.principal,
       model: (if $model == null then null else $model | base($policy) end)}] as $views
| select(
    if $region == null or ($names == [] and $lines[0].judged.basis == "unknown") then
      any($lines[]; .judged.verdict == "outside")
    else any($views[]; . as $view
      | ([$policy.fences[] | select(.scope as $scope | $view | held($scope))][0]) as $fence
      | $fence != null and ($region | listed($list[$fence.name]) | not)
        and (any($policy.waivers[]; . as $waiver
          | any($waiver.regions[]; . == $region) and $time != null
            and $time >= $waiver.from and $time <= $waiver.until
            and ($view | held($waiver.scope))) | not))
    end)
| [$lines[0].requestId // $lines[0].eventId, $lines[0].sourceRegion, $region]
`;
