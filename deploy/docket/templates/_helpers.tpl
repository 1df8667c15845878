{{/* The prefix of every name. */}}
{{- define "docket.name" -}}
{{- if contains "docket" .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-docket" (.Release.Name | trunc 33 | trimSuffix "-") -}}
{{- end -}}
{{- end -}}

{{/* What Pods of a part are selected by: (list . "coordinator"). */}}
{{- define "docket.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: docket
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "docket.labels" -}}
{{- $root := index . 0 -}}
{{ include "docket.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
docket.dev/installation: {{ $root.Values.installation }}
{{- end -}}

{{- define "docket.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository (.tag | default $.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* One value of a setting: whole numbers as such, backslashes as Java reads them. */}}
{{- define "docket.value" -}}
{{- if kindIs "float64" . -}}{{ int64 . }}{{- else -}}{{ toString . | replace "\\" "\\\\" }}{{- end -}}
{{- end -}}

{{/* A file of Java properties from a map. */}}
{{- define "docket.properties" -}}
{{- range $name, $value := . }}
{{ $name }}={{ include "docket.value" $value }}
{{- end }}
{{- end -}}

{{/* queue=value pairs from a map. */}}
{{- define "docket.byQueue" -}}
{{- $pairs := list -}}
{{- range $queue, $value := . -}}{{- $pairs = append $pairs (printf "%s=%s" $queue $value) -}}{{- end -}}
{{- join "," $pairs -}}
{{- end -}}

{{/* What coordinator and launcher are told of Kafka. */}}
{{- define "docket.kafka" -}}
{{- $settings := dict "installation" .Values.installation "bootstrap.servers" (required "kafka.bootstrapServers has to be given" .Values.kafka.bootstrapServers) -}}
{{- range $name, $value := .Values.kafka.settings -}}
{{- $_ := set $settings (printf "kafka.%s" $name) $value -}}
{{- end -}}
{{- toYaml $settings -}}
{{- end -}}

{{- define "docket.coordinatorSettings" -}}
{{- $settings := include "docket.kafka" . | fromYaml -}}
{{- $_ := set $settings "topics.partitions" .Values.topics.partitions -}}
{{- $_ := set $settings "topics.replication-factor" .Values.topics.replicationFactor -}}
{{- $_ := set $settings "state.directory" "/var/lib/docket/state" -}}
{{- $_ := set $settings "http.host" "0.0.0.0" -}}
{{- $_ := set $settings "http.port" .Values.coordinator.port -}}
{{- if lt (int .Values.coordinator.replicas) 2 -}}
{{- $_ := set $settings "streams.standby-replicas" 0 -}}
{{- end -}}
{{- include "docket.properties" (mergeOverwrite $settings .Values.coordinator.settings) -}}
{{- end -}}

{{- define "docket.launcherSettings" -}}
{{- $settings := include "docket.kafka" . | fromYaml -}}
{{- $_ := set $settings "cluster.namespace" (include "docket.podNamespace" .) -}}
{{- with .Values.executions -}}
{{- if .queueNamespaces -}}
{{- $_ := set $settings "cluster.queue-namespaces" (include "docket.byQueue" .queueNamespaces) -}}
{{- end -}}
{{- if .templates -}}
{{- $_ := set $settings "pod.templates" "/etc/docket/templates" -}}
{{- end -}}
{{- if .queueTemplates -}}
{{- $_ := set $settings "pod.queue-templates" (include "docket.byQueue" .queueTemplates) -}}
{{- end -}}
{{- if .defaultTemplate -}}
{{- $_ := set $settings "pod.template" (printf "/etc/docket/templates/%s.yaml" .defaultTemplate) -}}
{{- end -}}
{{- end -}}
{{- include "docket.properties" (mergeOverwrite $settings .Values.launcher.settings) -}}
{{- end -}}

{{- define "docket.podNamespace" -}}
{{- .Values.executions.namespace | default .Release.Namespace -}}
{{- end -}}

{{/* All namespaces of Pods that the launcher makes, with spaces between them. */}}
{{- define "docket.podNamespaces" -}}
{{- $all := list (include "docket.podNamespace" .) -}}
{{- range $queue, $namespace := .Values.executions.queueNamespaces -}}{{- $all = append $all $namespace -}}{{- end -}}
{{- $all | uniq | sortAlpha | join " " -}}
{{- end -}}

{{/* A duration as Docket writes it, in milliseconds. */}}
{{- define "docket.millis" -}}
{{- $unit := regexFind "[a-z]+$" . -}}
{{- mul (regexFind "^[0-9]+" . | int64) (get (dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000 "d" 86400000) $unit) -}}
{{- end -}}

{{- define "docket.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "docket.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: ["ALL"]}
{{- end -}}

{{/* (list . "coordinator" values-of-the-part): how its Pods are spread over nodes. */}}
{{- define "docket.placement" -}}
{{- $part := index . 2 -}}
{{- with $part.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $part.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $part.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
{{- if $part.topologySpreadConstraints }}
{{- toYaml $part.topologySpreadConstraints | nindent 2 }}
{{- else }}
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "docket.selector" (list (index . 0) (index . 1)) | nindent 8 }}
{{- end }}
{{- end -}}
