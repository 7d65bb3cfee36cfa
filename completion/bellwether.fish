# SPDX-License-Identifier: MIT
# Completion for fish: bellwether itself says what could come next. Its answer
# is a line that tells of what kind, then a line each: the whole word and its
# help, with a tab. Nothing of it is ever evaluated.
function __bellwether_complete
    set -l lines (command bellwether complete fish -- \
        (commandline -cp | string collect) 2>/dev/null)
    # A path may stand behind --config=.
    set -l option (string match -r -- '^(?:--[a-z-]+=|-c)' (commandline -ct))
    set -l path (string replace -- "$option" '' (commandline -ct))
    switch "$lines[1]"
        case 'files*'
            string replace -r '^' -- "$option" (__fish_complete_path "$path")
        case 'directories*'
            string replace -r '^' -- "$option" \
                (__fish_complete_directories "$path" '')
        case '*'
            printf '%s\n' $lines[2..-1]
            # Behind one alone fish would close the quote and put a blank.
            if string match -q 'open*' -- $lines[1]; and test (count $lines) = 2
                string replace -r '\t.*' ' ' -- $lines[2]
            end
    end
end

complete -c bellwether -f -a '(__bellwether_complete)'
